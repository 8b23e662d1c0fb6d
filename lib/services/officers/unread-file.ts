import type { Delivery } from '../../notices/segment.ts';
import type { UnreadShown } from './unread.ts';

/** What codes of deliveries are called by staff. */
export interface DeliveryWords {
  wechat: Readonly<Record<Delivery['code'], string>>;
  sms: Readonly<Record<Delivery['sms'], string>>;
}

/** A spreadsheet would compute what begins so; an apostrophe keeps it text. */
const formula = /^[=+\-@\t\r]/;

const cell = (text: string): string => `"${text.replace(formula, "'$&").replaceAll('"', '""')}"`;

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const head = ['单位', '单位账号', '姓名', '微信', '短信'];

/** Who has not read a notice, as CSV (RFC 4180; UTF-8 with its mark, which Excel needs). */
export const unreadCsv = (people: readonly UnreadShown[], words: DeliveryWords): string => {
  const lines = people.map(({ unit, unitNumber, name, code, sms }) =>
    line([unit, unitNumber, name, words.wechat[code], words.sms[sms]]),
  );
  return `\uFEFF${[line(head), ...lines].join('')}`;
};

/** The file for the browser to keep. */
export const csvFile = (csv: string, name: string): Response =>
  new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="unread.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });

import { gzipSync } from 'node:zlib';
import type { Delivery } from '../../../notices/segment.ts';
import { pseudonym } from '../../../platform/keys.ts';
import { deliveryNames, smsNames } from './words.ts';

/** People of one part: below Lambda's 6 MB of one answer, packed. */
const partSize = 300_000;

/** Parts of an export of so many people; at least one. */
export const partsOf = (people: number): number => Math.max(1, Math.ceil(people / partSize));

const head = '\uFEFF编号,结果,短信\r\n';

/** A recipient by a part of their pseudonym: the same in every export, and no way back to the person. Begins with a letter, or a spreadsheet may take it for a formula. */
const line = ({ openid, code, sms }: Delivery): string =>
  `P${pseudonym(openid).slice(0, 16)},${deliveryNames[code]},${smsNames[sms]}\r\n`;

/** One part of what became of a notice's recipients, as CSV (UTF-8 with its mark, which Excel needs), packed. `part` counts from 1. */
export const exportPart = async (deliveries: AsyncIterable<Delivery>, part: number): Promise<Buffer> => {
  const lines = [head];
  let at = 0;
  for await (const delivery of deliveries) {
    if (at >= part * partSize) break;
    if (at >= (part - 1) * partSize) lines.push(line(delivery));
    at += 1;
  }
  return gzipSync(lines.join(''));
};

const asciiOnly = /[^\w.-]/g;

/** The file for the browser to keep. */
export const csvResponse = (packed: Buffer, name: string): Response =>
  new Response(Uint8Array.from(packed), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-encoding': 'gzip',
      'content-disposition': `attachment; filename="${name.replace(asciiOnly, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });

import type { DeliveryReceipt, ReceiptStatus } from './receipt.ts';

/** Receipts as their item holds them. */
export interface ReceiptLines {
  /** A receipt a line: status, kind and place of its template in the list, seconds, message id, openid; numbers in base 36. */
  lines: string;
  /** Ids of the templates that the lines name by their place. */
  templates?: string[];
}

const letters: Readonly<Record<ReceiptStatus, string>> = { delivered: 'd', blocked: 'b', failed: 'f' };
const statuses: Readonly<Record<string, ReceiptStatus>> = { d: 'delivered', b: 'blocked', f: 'failed' };

const toBase36 = (number: string): string => BigInt(number).toString(36);

const fromBase36 = (text: string): bigint => {
  let value = 0n;
  for (const letter of text) value = value * 36n + BigInt(Number.parseInt(letter, 36));
  return value;
};

/** Receipts in about 55 bytes each, so that a thousand of them cost 55 write units. */
export const packReceipts = (receipts: readonly DeliveryReceipt[]): ReceiptLines => {
  const templates = [...new Set(receipts.flatMap(({ templateId }) => templateId ?? []))];
  const lineOf = ({ kind, status, templateId, at, messageId, openid }: DeliveryReceipt): string =>
    [
      `${letters[status]}${kind === 'subscription' ? '+' : '-'}${templateId === undefined ? '' : templates.indexOf(templateId)}`,
      Math.floor(at / 1000).toString(36),
      messageId === undefined ? '' : toBase36(messageId),
      openid,
    ].join(' ');
  const lines = receipts.map(lineOf).join('\n');
  return templates.length === 0 ? { lines } : { lines, templates };
};

const receiptOf = (line: string, templates: readonly string[]): DeliveryReceipt => {
  const [what = '', seconds = '', id = '', openid = ''] = line.split(' ');
  const templateId = what.length > 2 ? templates[Number(what.slice(2))] : undefined;
  return {
    kind: what[1] === '+' ? 'subscription' : 'template',
    openid,
    ...(id === '' ? {} : { messageId: String(fromBase36(id)) }),
    ...(templateId === undefined ? {} : { templateId }),
    status: statuses[what[0] ?? ''] ?? 'failed',
    at: Number.parseInt(seconds, 36) * 1000,
  };
};

/** The receipts of an item. */
export const unpackReceipts = ({ lines, templates = [] }: ReceiptLines): DeliveryReceipt[] =>
  lines.split('\n').map((line) => receiptOf(line, templates));

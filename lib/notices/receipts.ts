import type { Consent, Consents } from '../followers/consents.ts';
import { noteRelation, type RelationDeps } from '../followers/relation.ts';
import { batchSize, writeBatch } from '../platform/batches.ts';
import { describeError } from '../platform/errors.ts';
import { type Key, keys, pseudonym } from '../platform/keys.ts';
import { type BatchResult, failed, type QueueRecord } from '../platform/queue.ts';
import { expiry, type Table } from '../platform/table.ts';
import type { FieldTree, Incoming, IncomingEvent } from '../wechat/incoming.ts';

/** What the batch function of receipts needs. */
export interface ReceiptDeps extends RelationDeps {
  table: Table;
  consents: Pick<Consents, 'record'>;
  now: () => number;
}

type Receipt = Extract<IncomingEvent, { fields: FieldTree }>;
type Item = Key & Record<string, unknown>;

/** Receipts are of use while their job is looked at. */
const keptMs = 30 * 24 * 3_600_000;

const first = (fields: FieldTree | undefined, name: string): string => {
  const value = fields?.[name]?.[0];
  return typeof value === 'string' ? value : '';
};

const below = (fields: FieldTree, ...path: string[]): FieldTree[] =>
  path.reduce<FieldTree[]>(
    (trees, name) =>
      trees.flatMap((tree) => (tree[name] ?? []).filter((child): child is FieldTree => typeof child !== 'string')),
    [fields],
  );

/** What a receipt is about: the id of a message or a job; the moment, for the account's own affairs. */
const idOf = ({ event, fields, openid, createTime }: Receipt): string => {
  const sent = below(fields, 'SubscribeMsgSentEvent', 'List')[0];
  const published = below(fields, 'PublishEventInfo')[0];
  const id = first(fields, 'MsgID') || first(sent, 'MsgID') || first(published, 'publish_id');
  return id === '' ? `${openid}#${createTime}#${event}` : id;
};

const itemOf = (receipt: Receipt, now: number): Item => ({
  ...keys.receipt(receipt.event, idOf(receipt)),
  event: receipt.event,
  follower: pseudonym(receipt.openid),
  at: receipt.createTime * 1000,
  fields: receipt.fields,
  expiresAt: expiry(now + keptMs),
});

const consentLists: Partial<Record<Receipt['event'], { path: string[]; channel: string }>> = {
  subscribe_msg_popup_event: { path: ['SubscribeMsgPopupEvent', 'List'], channel: 'popup' },
  subscribe_msg_change_event: { path: ['SubscribeMsgChangeEvent', 'List'], channel: 'settings' },
};

/** What the follower said of each template (订阅通知事件). */
const consentsIn = ({ event, fields, openid, createTime }: Receipt): Consent[] => {
  const list = consentLists[event];
  if (list === undefined) return [];
  return below(fields, ...list.path).map((entry) => ({
    openid,
    purpose: `template:${first(entry, 'TemplateId')}`,
    given: first(entry, 'SubscribeStatusString') === 'accept',
    at: createTime * 1000,
    channel: list.channel,
  }));
};

/** Events that tell the operator something about the account itself. */
const standing = /^(qualification_verify|naming_verify|annual_renew|verify_expired)/;

const isReceipt = (incoming: Incoming): incoming is Receipt => incoming.kind === 'event' && 'fields' in incoming;

/** A receipt that comes twice in a batch is written once: DynamoDB refuses one key twice. */
const writeItems = ({ table }: ReceiptDeps, items: Item[]): Promise<void> => {
  const byKey = new Map(items.map((item) => [item.pk, item]));
  return writeBatch(
    table,
    [...byKey.values()].map((put) => ({ put })),
  );
};

/** Everything about one record but its item: consents, comings and goings, the account's standing. */
const takeIn = async (deps: ReceiptDeps, incoming: Incoming): Promise<void> => {
  await noteRelation(deps, incoming);
  if (!isReceipt(incoming)) return;
  for (const consent of consentsIn(incoming)) await deps.consents.record(consent);
  if (standing.test(incoming.event)) deps.log.warn('account_standing', { kind: incoming.event });
};

const takeBatch = async (deps: ReceiptDeps, records: QueueRecord[]): Promise<string[]> => {
  try {
    const incoming = records.map(({ body }) => JSON.parse(body) as Incoming);
    for (const each of incoming) await takeIn(deps, each);
    const items = incoming.filter(isReceipt).map((receipt) => itemOf(receipt, deps.now()));
    await writeItems(deps, items);
    return [];
  } catch (error) {
    deps.log.error('receipts_failed', { records: records.length, code: describeError(error).code });
    return records.map(({ messageId }) => messageId);
  }
};

/**
 * Writes receipts in batches of 25, each under a key of its own, so that a repeated one changes nothing.
 * A batch that fails is tried again record by record, and only those that fail alone come again from the queue.
 */
export const createReceipts =
  (deps: ReceiptDeps) =>
  async (records: QueueRecord[]): Promise<BatchResult> => {
    const lost: string[] = [];
    for (let start = 0; start < records.length; start += batchSize) {
      const batch = records.slice(start, start + batchSize);
      if ((await takeBatch(deps, batch)).length === 0) continue;
      for (const record of batch) lost.push(...(await takeBatch(deps, [record])));
    }
    return failed(lost);
  };

import type { Template } from '../../platform/profile/notices.ts';
import { type TemplateIds, templateIdOf } from '../channels/template-ids.ts';
import type { PushQueues } from '../port.ts';
import { unreachedCodes } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { AwaitedMessage, AwaitedMessages, MessageName } from './awaited.ts';
import { joinReceipts } from './join.ts';
import type { DeliveryReceipt } from './receipt.ts';

/** What settling receipts at once needs. */
export interface SettleDeps {
  awaited: Pick<AwaitedMessages, 'find' | 'of'>;
  segments: Pick<SegmentStore, 'get' | 'record'>;
  queues: Pick<PushQueues, 'fallBack'>;
  templates: Readonly<Record<string, Template>>;
  templateIds: TemplateIds;
}

const tries = 5;

const namesOf = ({ messageId, templateId }: DeliveryReceipt): MessageName[] => [
  ...(messageId === undefined ? [] : [{ messageId }]),
  ...(templateId === undefined ? [] : [{ templateId }]),
];

const isNameless = (receipt: DeliveryReceipt): boolean => namesOf(receipt).length === 0;

/** Joins the receipts to the message's segment; whether somebody there was not reached. A segment under way is left to the next fold. */
const settleOne = async (
  { segments, templates, templateIds }: SettleDeps,
  receipts: readonly DeliveryReceipt[],
  message: AwaitedMessage,
): Promise<boolean> => {
  const template = templates[message.template];
  if (template === undefined) return false;
  const sent = {
    channel: template.channel,
    templateId: templateIdOf(message.template, template, templateIds),
    sentAt: message.sentAt,
  };
  for (let round = 0; round < tries; round += 1) {
    const segment = await segments.get(message.noticeId, message.shard, message.number);
    if (segment === undefined || segment.state === 'sending') return false;
    const receiptsOf = (openid: string) => receipts.filter((receipt) => receipt.openid === openid);
    const joined = joinReceipts(segment.deliveries, receiptsOf, sent);
    if (joined === undefined) return false;
    if ((await segments.record(segment, joined)) === undefined) continue;
    // Of whom else of the segment the receipts came together: their own turn finds nothing to change any more.
    return joined.some(({ code, sms }) => sms === ' ' && unreachedCodes.has(code));
  }
  return false;
};

/** The messages that receipts may be about, each once. */
const messagesOf = async ({ awaited }: SettleDeps, receipts: readonly DeliveryReceipt[]): Promise<AwaitedMessage[]> => {
  const named = receipts.flatMap((receipt) => namesOf(receipt).map((name) => ({ openid: receipt.openid, name })));
  const nameless = new Set(receipts.filter(isNameless).map(({ openid }) => openid));
  const found = await Promise.all([awaited.find(named), ...[...nameless].map((openid) => awaited.of(openid))]);
  const unique = new Map(found.flat().map((message) => [`${message.noticeId} ${message.openid}`, message]));
  return [...unique.values()];
};

/**
 * Settles receipts of notices to few people at once, and has a text message sent to whom WeChat could not reach. What is missed, such as a receipt
 * that overtakes the answer to its message, is settled by the notice's next fold.
 */
export const createSettle =
  (deps: SettleDeps) =>
  async (receipts: readonly DeliveryReceipt[]): Promise<void> => {
    for (const message of await messagesOf(deps, receipts)) {
      const unreached = await settleOne(deps, receipts, message);
      const textsFollow = Boolean(deps.templates[message.template]?.sms?.templateId);
      if (unreached && textsFollow) await deps.queues.fallBack(message.noticeId, message.shard);
    }
  };

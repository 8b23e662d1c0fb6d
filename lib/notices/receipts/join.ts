import type { TemplateChannel } from '../../platform/profile/notices.ts';
import type { Delivery, DeliveryCode } from '../segment.ts';
import type { DeliveryReceipt, ReceiptStatus } from './receipt.ts';

/** What a receipt must fit to be that of a message whose id is not known. */
export interface SentMessage {
  channel: TemplateChannel;
  /** WeChat's id of the template. */
  templateId: string | undefined;
  /** When the first of its segment went out, in epoch milliseconds. */
  sentAt: number;
}

const codes: Readonly<Record<ReceiptStatus, DeliveryCode>> = { delivered: 'd', blocked: 'b', failed: 'f' };

/** Receipts that contradict each other, in any order: what was delivered once stays delivered. */
const rank: Readonly<Record<ReceiptStatus, number>> = { delivered: 2, blocked: 1, failed: 0 };

/** WeChat's seconds are whole, and its clock is not ours. */
const clockToleranceMs = 5_000;

/** Whether the receipt may be about a message of this channel and template, sent then. */
export const mayBeOf = ({ channel, templateId, sentAt }: SentMessage, receipt: DeliveryReceipt): boolean => {
  const isOfChannel = receipt.kind === (channel === 'template' ? 'template' : 'subscription');
  const isOfTemplate = receipt.templateId === undefined || receipt.templateId === templateId;
  return channel !== 'customer-service' && isOfChannel && isOfTemplate && receipt.at >= sentAt - clockToleranceMs;
};

/** Receipts come for these: accepted, or sent without an answer. */
export const awaitsReceipt = ({ code }: Pick<Delivery, 'code'>): boolean => code === 'a' || code === 'u';

const isNameless = (receipt: DeliveryReceipt, delivery: Delivery): boolean =>
  receipt.messageId === undefined || delivery.messageId === undefined;

const best = (receipts: readonly DeliveryReceipt[]): ReceiptStatus | undefined =>
  receipts.map(({ status }) => status).sort((one, other) => rank[other] - rank[one])[0];

const codeFor = (delivery: Delivery, receipts: readonly DeliveryReceipt[], message: SentMessage): DeliveryCode => {
  const exact = best(receipts.filter(({ messageId }) => messageId !== undefined && messageId === delivery.messageId));
  if (exact !== undefined) return awaitsReceipt(delivery) || exact === 'delivered' ? codes[exact] : delivery.code;
  if (!awaitsReceipt(delivery)) return delivery.code;
  const [earliest] = receipts
    .filter((receipt) => isNameless(receipt, delivery) && mayBeOf(message, receipt))
    .sort((one, other) => one.at - other.at);
  return earliest === undefined ? delivery.code : codes[earliest.status];
};

/**
 * What became of deliveries by the receipts of their people, or undefined where nothing changes. By the message's id; where either side has none, by
 * person, template and time, for a message that still awaits its receipt. Repeatable, in any order.
 */
export const joinReceipts = (
  deliveries: readonly Delivery[],
  receiptsOf: (openid: string) => readonly DeliveryReceipt[],
  message: SentMessage,
): Delivery[] | undefined => {
  let changed = false;
  const joined = deliveries.map((delivery) => {
    const receipts = receiptsOf(delivery.openid);
    if (receipts.length === 0) return delivery;
    const code = codeFor(delivery, receipts, message);
    changed ||= code !== delivery.code;
    return code === delivery.code ? delivery : { ...delivery, code };
  });
  return changed ? joined : undefined;
};

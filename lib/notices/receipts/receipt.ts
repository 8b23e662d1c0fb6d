import type { FieldTree, Incoming, IncomingEvent } from '../../wechat/incoming.ts';

/** An event whose fields are kept whole. */
export type JobEvent = Extract<IncomingEvent, { fields: FieldTree }>;

/** By which kind of message a receipt came: TEMPLATESENDJOBFINISH or subscribe_msg_sent_event. */
export type ReceiptKind = 'template' | 'subscription';

/** What became of a message: `delivered`, `blocked` by the follower, or `failed` at WeChat's. */
export type ReceiptStatus = 'delivered' | 'blocked' | 'failed';

/** One delivery receipt. */
export interface DeliveryReceipt {
  kind: ReceiptKind;
  openid: string;
  /** Absent where WeChat said none, or 0. */
  messageId?: string;
  /** WeChat's id of the template; of subscription notices alone. */
  templateId?: string;
  status: ReceiptStatus;
  /** Epoch milliseconds, in whole seconds as WeChat counts. */
  at: number;
}

/** The first text of an element, '' where there is none. */
export const firstText = (fields: FieldTree | undefined, name: string): string => {
  const value = fields?.[name]?.[0];
  return typeof value === 'string' ? value.trim() : '';
};

/** The elements at the end of a path of names. */
export const elementsAt = (fields: FieldTree, ...path: string[]): FieldTree[] =>
  path.reduce<FieldTree[]>(
    (trees, name) =>
      trees.flatMap((tree) => (tree[name] ?? []).filter((child): child is FieldTree => typeof child !== 'string')),
    [fields],
  );

/** WeChat writes `success`, `failed:user block`, `failed: system failed`; the last is read by its beginning, since its words vary. */
const statusOf = (words: string): ReceiptStatus => {
  if (/^success$/i.test(words)) return 'delivered';
  return /block/i.test(words) ? 'blocked' : 'failed';
};

const messageIdOf = (id: string): { messageId?: string } => (/^[1-9]\d{0,19}$/.test(id) ? { messageId: id } : {});

const ofTemplate = ({ fields, openid, createTime }: JobEvent): DeliveryReceipt => ({
  kind: 'template',
  openid,
  ...messageIdOf(firstText(fields, 'MsgID')),
  status: statusOf(firstText(fields, 'Status')),
  at: createTime * 1000,
});

const ofSubscription = (entry: FieldTree, { openid, createTime }: JobEvent): DeliveryReceipt => {
  const words = firstText(entry, 'ErrorStatus') || (firstText(entry, 'ErrorCode') === '0' ? 'success' : 'failed');
  const templateId = firstText(entry, 'TemplateId');
  return {
    kind: 'subscription',
    openid,
    ...messageIdOf(firstText(entry, 'MsgID')),
    ...(templateId === '' ? {} : { templateId }),
    status: statusOf(words),
    at: createTime * 1000,
  };
};

/** Whether it is an event with its fields, of whatever kind. */
export const isJobEvent = (incoming: Incoming): incoming is JobEvent =>
  incoming.kind === 'event' && 'fields' in incoming;

/** The delivery receipts in an event (模板消息: 事件推送; 订阅通知: 订阅消息发送结果), undefined when it is none. */
export const deliveryReceiptsIn = (event: JobEvent): DeliveryReceipt[] | undefined => {
  if (event.event === 'TEMPLATESENDJOBFINISH') return [ofTemplate(event)];
  if (event.event !== 'subscribe_msg_sent_event') return undefined;
  return elementsAt(event.fields, 'SubscribeMsgSentEvent', 'List').map((entry) => ofSubscription(entry, event));
};

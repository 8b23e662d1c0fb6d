import { deliverReport } from '../delivery/deliver.ts';
import type { Element } from '../delivery/xml.ts';
import type { Tuning } from '../options.ts';
import type { World } from '../world.ts';
import type { NoticeReceipt } from './receipt-stream.ts';

const idOf = (receipt: NoticeReceipt, how: Tuning['receiptMessageId']): Element[] => {
  if (how === 'none') return [];
  const id = how === 'zero' ? '0' : receipt.messageId;
  return [['MsgID', receipt.kind === 'template' ? BigInt(id) : id]];
};

const elementsOf = (receipt: NoticeReceipt, how: Tuning['receiptMessageId']): Element[] => {
  const event = (name: string): Element[] => [
    ['MsgType', 'event'],
    ['Event', name],
  ];
  const id = idOf(receipt, how);
  if (receipt.kind === 'template') return [...event('TEMPLATESENDJOBFINISH'), ...id, ['Status', receipt.status]];
  const list: Element[] = [['TemplateId', receipt.templateId], ...id, ['ErrorCode', '0'], ['ErrorStatus', 'success']];
  return [...event('subscribe_msg_sent_event'), ['SubscribeMsgSentEvent', [['List', list]]]];
};

/** Tells the account what became of a message, and counts whether the account took it. */
export const reportNotice = async (world: World, receipt: NoticeReceipt): Promise<void> => {
  const { openid, silent, notice, status } = receipt;
  const elements = elementsOf(receipt, world.tuning.receiptMessageId);
  const taken = await deliverReport(world, { openid, elements, silent });
  if (receipt.taken) return;
  world.counts.receipt(notice, status, taken);
  if (taken) receipt.taken = true;
};

/** The same after the receipt delay; at once, and before the caller goes on, when the tuning says so. */
export const reportNoticeLater = async (world: World, receipt: NoticeReceipt): Promise<void> => {
  if (world.tuning.receiptBeforeAnswer) return reportNotice(world, receipt);
  world.receiptStream.add(receipt);
};

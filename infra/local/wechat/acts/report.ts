import { deliver } from '../delivery/deliver.ts';
import type { Element } from '../delivery/xml.ts';
import type { World } from '../world.ts';

const defaultDelayMs = 300;
/** Receipts overtake each other, always in the same way. */
const unevenness = [1, 0.4, 1.6, 0.7];

/** WeChat reports an event without a follower's act, such as a receipt. Never answered, never a banner. */
export const report = (world: World, openid: string, event: string, ...rest: Element[]): Promise<unknown> => {
  const elements: Element[] = [['MsgType', 'event'], ['Event', event], ...rest];
  return deliver(world, { openid, elements, replyPossible: false });
};

/** The same after the receipt delay; at once, and before the caller goes on, when the tuning says so. */
export const reportLater = async (world: World, openid: string, event: string, ...rest: Element[]): Promise<void> => {
  const { receiptDelayMs = defaultDelayMs, receiptBeforeAnswer } = world.options.tuning ?? {};
  if (receiptBeforeAnswer) return void (await report(world, openid, event, ...rest));
  const delay = receiptDelayMs * (unevenness[world.state.counter % unevenness.length] ?? 1);
  world.receipts.later(delay, () => report(world, openid, event, ...rest));
};

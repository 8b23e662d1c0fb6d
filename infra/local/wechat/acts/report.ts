import { deliver } from '../delivery/deliver.ts';
import type { Element } from '../delivery/xml.ts';
import type { World } from '../world.ts';

/** WeChat reports an event without a follower's act, such as the result of a mass message. Never answered, never a banner. */
export const report = (world: World, openid: string, event: string, ...rest: Element[]): Promise<unknown> => {
  const elements: Element[] = [['MsgType', 'event'], ['Event', event], ...rest];
  return deliver(world, { openid, elements, replyPossible: false });
};

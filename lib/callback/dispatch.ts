import type { Act } from '../followers/ledger.ts';
import type { Incoming, IncomingEvent } from '../wechat/incoming.ts';

/** The functions that answer, one per kind of event. */
export type Answerer = 'on-message' | 'on-menu' | 'on-subscribe';

/** Where a callback goes: to a function whose reply WeChat waits for, to the queue of receipts, or nowhere. */
export type Route = AnswerRoute | { kind: 'receipt' } | { kind: 'ignore' };

/**
 * `act` is the window that the event opens; `mustHappen` sends an event to the queue of receipts when its function fails;
 * `silent`: nobody sees a reply.
 */
export interface AnswerRoute {
  kind: 'answer';
  by: Answerer;
  act?: Act;
  mustHappen?: true;
  silent?: true;
}

const byMenu = (act?: Act): Route => ({ kind: 'answer', by: 'on-menu', ...(act === undefined ? {} : { act }) });
const bySubscription: Route = { kind: 'answer', by: 'on-subscribe', mustHappen: true };
const silently: Route = { ...bySubscription, silent: true };

/** Events that a person waits for an answer to, and the window of customer-service messages that they open. The rest are receipts. */
const eventRoutes: Partial<Record<IncomingEvent['event'], Route>> = {
  subscribe: bySubscription,
  unsubscribe: silently,
  SCAN: bySubscription,
  user_info_modified: silently,
  user_authorization_revoke: silently,
  LOCATION: { kind: 'answer', by: 'on-message' },
  CLICK: byMenu('tap'),
  scancode_push: byMenu('tap'),
  scancode_waitmsg: byMenu('tap'),
  VIEW: byMenu(),
  view_miniprogram: byMenu(),
  pic_sysphoto: byMenu(),
  pic_photo_or_album: byMenu(),
  pic_weixin: byMenu(),
  location_select: byMenu(),
};

/** Where this message or event goes. */
export const routeOf = (incoming: Incoming): Route => {
  if (incoming.kind === 'message') return { kind: 'answer', by: 'on-message', act: 'message' };
  if (incoming.kind === 'event') return eventRoutes[incoming.event] ?? { kind: 'receipt' };
  return { kind: 'ignore' };
};

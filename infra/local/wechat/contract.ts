/**
 * What the simulator, its phone page and the tests say to each other, as JSON over HTTP.
 * Times are epoch milliseconds of the simulated clock.
 */

/** A person in the simulator, with or without a relation to the account. */
export interface PhoneFollower {
  openid: string;
  nickname: string;
  following: boolean;
  /** Ids of the account's tags on this person. */
  tags: number[];
  location?: { latitude: number; longitude: number; label: string };
}

/** One button of the account's menu as this follower sees it (conditional menus applied). */
export interface PhoneMenuButton {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  pagepath?: string;
  sub_button?: PhoneMenuButton[];
}

/** What a bubble, card or grey line in the chat shows. */
export type ChatContent =
  | { type: 'text'; text: string }
  | { type: 'image'; url: string; mediaId: string }
  | { type: 'voice'; url?: string; mediaId: string; seconds: number; said?: string; recognition?: string }
  | { type: 'video'; url?: string; mediaId: string; title?: string; description?: string }
  | { type: 'music'; title: string; description: string; url: string }
  | { type: 'location'; latitude: number; longitude: number; scale: number; label: string }
  | { type: 'link'; title: string; description: string; url: string }
  | { type: 'news'; articles: { title: string; description: string; picUrl: string; url: string }[] }
  | { type: 'template'; title: string; fields: { name: string; value: string }[]; url?: string }
  | { type: 'choices'; head: string; items: { id: string; content: string }[]; tail: string }
  | { type: 'miniprogram'; title: string; appid: string; pagepath: string }
  /** The system notice that WeChat shows when the account failed: 该服务号暂时无法提供服务，请稍后再试 */
  | { type: 'banner'; text: string }
  /** A grey line in the middle: followed, unfollowed, menu tapped, … */
  | { type: 'tip'; text: string };

/** How a message came into the chat. */
export type ChatVia = 'follower' | 'passive' | 'customer-service' | 'template' | 'subscription' | 'mass' | 'system';

/** One line of a chat, in the order the follower sees it. */
export interface ChatMessage {
  id: string;
  at: number;
  from: 'follower' | 'account' | 'system';
  via: ChatVia;
  content: ChatContent;
}

/** One HTTP exchange between WeChat and the account, in either direction. Secrets and tokens are cut to four characters. */
export interface WireEntry {
  id: string;
  at: number;
  openid?: string;
  direction: 'to-account' | 'to-wechat';
  method: string;
  path: string;
  query?: Record<string, string>;
  /** 1, 2, 3 for the deliveries of one callback. */
  attempt?: number;
  status?: number;
  elapsedMs?: number;
  requestBody?: string;
  /** The XML that the follower's act became, before encryption. */
  requestClear?: string;
  responseBody?: string;
  responseClear?: string;
  /** Anything a developer should know: a timeout, a malformed answer, an exhausted allowance. */
  note?: string;
}

/** `GET /phone/state` */
export interface PhoneState {
  account: { name: string; originalId: string; appId: string };
  followers: PhoneFollower[];
  clock: { now: number; offsetMs: number };
}

/** Server-sent events of `GET /phone/events`; the event's name is `kind`. */
export type PhoneEvent =
  | { kind: 'chat'; openid: string; message: ChatMessage }
  | { kind: 'follower'; follower: PhoneFollower }
  | { kind: 'wire'; entry: WireEntry }
  | { kind: 'menu' }
  /** The sign that the account is writing: on for 15 s, or until it says or cancels. */
  | { kind: 'typing'; openid: string; typing: boolean }
  | { kind: 'clock'; now: number; offsetMs: number };

/** `POST /control/followers/:openid/say` */
export type Say =
  | { type: 'text'; content: string }
  | { type: 'choice'; id: string; content: string }
  | { type: 'voice'; text: string; recognition?: boolean; seconds?: number }
  /** `data` is a data: URL; a built-in picture when absent. */
  | { type: 'image'; data?: string }
  | { type: 'video'; data?: string }
  | { type: 'location'; latitude: number; longitude: number; label?: string; scale?: number }
  | { type: 'link'; title: string; description: string; url: string }
  /** The GPS position that WeChat reports by itself: event LOCATION. */
  | { type: 'gps'; latitude: number; longitude: number; precision?: number }
  /** Any XML elements, for tests of unknown and new kinds: `<MsgType>…</MsgType>…` */
  | { type: 'raw'; elements: string };

/** `POST /control/followers/:openid/tap`: the key (or, for view buttons, the url) of a menu button; `result` for scan buttons. */
export interface Tap {
  key: string;
  result?: string;
}

/** Answer of `say`, `tap`, follow and unfollow: what the account answered to WeChat, decoded; `undefined` for `success`. */
export interface Delivered {
  reply: ChatContent | undefined;
  /** How many deliveries WeChat made, 1 to 3. */
  attempts: number;
  elapsedMs: number;
  /** True when the follower saw the fault banner. */
  banner: boolean;
}

/** `POST /control/faults` */
export interface FaultOrder {
  path: string;
  errcode?: number;
  errmsg?: string;
  httpStatus?: number;
  delayMs?: number;
  drop?: boolean;
  times?: number;
}

/**
 * One row of `GET /control/notices`: the sends of one template with the same data, to whomever they went.
 * Of people, `none` are the silent followers whom it did not reach.
 */
export interface NoticeCounts {
  name: string;
  template_id: string;
  data: unknown;
  /** Messages that reached somebody. */
  accepted: number;
  /** Repetitions under the same `client_msg_id`, which reached nobody. */
  repeated: number;
  /** By errcode. */
  refused: Record<string, number>;
  people: { once: number; more: number; none: number };
  /** Up to ten people whom it reached more than once; silent followers by their number. */
  reachedTwice: { openids: string[]; crowd: number[] };
  /** Acceptances by tenth of a second: simulated time and count. */
  timeline: [number, number][];
  /** Messages whose receipt the account took, by status; and receipts lost after the last try. */
  receipts: { acknowledged: Record<string, number>; lost: number };
}

/** One row of `GET /control/calls?path=`. */
export interface RecordedCall {
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  response: unknown;
  status: number;
}

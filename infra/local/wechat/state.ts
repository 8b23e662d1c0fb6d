import type { ChatMessage, PhoneMenuButton } from './contract.ts';

/** What entitles the account to customer-service messages (客服消息): the follower's last act of each kind. */
export type AllowanceKind = 'message' | 'tap' | 'follow' | 'scan' | 'pay';

/** Messages still allowed, and until when. */
interface Allowance {
  left: number;
  until: number;
}

/** A person, followed or not: the openid outlives unfollowing. */
export interface Follower {
  openid: string;
  nickname: string;
  following: boolean;
  followedAt: number;
  tags: number[];
  remark: string;
  /** `client_platform_type` of conditional menus: 1 iOS, 2 Android, 3 other. */
  platform: string;
  subscribeScene: string;
  /** Scene value of the code the person followed by; empty without one. */
  scene: string;
  location?: { latitude: number; longitude: number; label: string };
  allowances: Partial<Record<AllowanceKind, Allowance>>;
  lastMessageAt: number;
  typingUntil: number;
  /** Consents to subscription notices by template: how many are left; -1 is long-term. */
  consents: Record<string, number>;
  /** What becomes of template messages to this person. */
  notices: 'arrive' | 'blocked' | 'fail';
  /** The person switched the account's messages off: 48002. */
  muted: boolean;
  blacklisted: boolean;
  /** Mass messages received, by month (`2026-11`). */
  massReceived: Record<string, number>;
  /** The seat that serves the person, while a conversation is open. */
  staff?: { account: string; since: number };
}

/** Followers by the thousand who do nothing: they take no room, and nothing that reaches them is kept but its number. */
export interface Crowd {
  /** Number of its first member among all silent followers. */
  first: number;
  count: number;
  followedAt: number;
  following: boolean;
  notices: Follower['notices'];
  /** Templates to which all of them consented for good (长期订阅). */
  longTerm: string[];
  /** Every notice to them is refused with this code, such as 43101. */
  refusedWith?: number;
  /** Their receipts get lost, which spares a load test as many callbacks as messages. */
  withoutReceipts?: boolean;
}

/** One access token of either endpoint. */
export interface IssuedToken {
  value: string;
  kind: 'stable' | 'plain';
  expiresAt: number;
  /** From here on it is `not latest` (40001) though not yet expired. */
  revokedAt?: number;
}

/** A button as the account's API knows it. */
export interface MenuButton extends PhoneMenuButton {
  appid?: string;
  media_id?: string;
  article_id?: string;
  sub_button?: MenuButton[];
}

/** A menu for some followers (个性化菜单). */
interface ConditionalMenu {
  menuid: string;
  button: MenuButton[];
  matchrule: Record<string, string>;
}

/** A template of the account: `content` holds the `{{key.DATA}}` marks. */
export interface Template {
  template_id: string;
  title: string;
  primary_industry: string;
  deputy_industry: string;
  content: string;
  example: string;
}

/** What is known of a piece of media; its bytes are a file of their own. */
export interface Media {
  mediaId: string;
  type: string;
  mime: string;
  createdAt: number;
  /** Permanent material (永久素材) never expires. */
  permanent: boolean;
  name?: string;
  title?: string;
  introduction?: string;
  updatedAt?: number;
}

/** A code with a scene (带参数二维码). */
export interface SceneCode {
  ticket: string;
  scene: string;
  url: string;
  /** Absent for permanent codes. */
  expiresAt?: number;
}

/** An OAuth code or one of the tokens it was changed for. */
export interface OauthGrant {
  openid: string;
  scope: string;
  expiresAt: number;
  usedAt?: number;
  snapshot?: boolean;
}

/** One mass message (群发). */
export interface MassJob {
  msgId: string;
  dataId: string;
  status: string;
  clientMsgId?: string;
  at: number;
  toAll: boolean;
}

/** One text message that the account sent through Tencent Cloud. */
interface SentSms {
  at: number;
  phone: string;
  templateId: string;
  signName: string;
  params: string[];
  code: string;
}

/** An article collection: draft or published. */
export interface Draft {
  mediaId: string;
  articles: Record<string, unknown>[];
  updatedAt: number;
}

/** A publishing job (发布). */
export interface Publication {
  publishId: string;
  articleId: string;
  articles: Record<string, unknown>[];
  status: number;
  at: number;
}

/** All that survives a restart. */
export interface State {
  version: 1;
  /** Source of every id; only grows. */
  counter: number;
  followers: Record<string, Follower>;
  crowds: Crowd[];
  chats: Record<string, ChatMessage[]>;
  tokens: IssuedToken[];
  forced: { day: string; count: number; at: number };
  ticket?: { value: string; expiresAt: number };
  menu?: { menuid: string; button: MenuButton[] };
  conditionalMenus: ConditionalMenu[];
  tags: { id: number; name: string }[];
  templates: Template[];
  media: Record<string, Media>;
  codes: Record<string, SceneCode>;
  shortKeys: Record<string, { data: string; createdAt: number; expiresAt: number }>;
  oauthCodes: Record<string, OauthGrant>;
  oauthTokens: Record<string, OauthGrant>;
  mass: MassJob[];
  sms: SentSms[];
  /** Status that every SMS to a number gets, by number. */
  smsCodes: Record<string, string>;
  drafts: Draft[];
  publications: Publication[];
  staff: { account: string; nickname: string; id: string; online: boolean; wechat: string }[];
  waiting: { openid: string; since: number; account: string }[];

  /** Calls of today by path; daily limits set by hand. */
  usage: { day: string; counts: Record<string, number> };
  quotas: Record<string, number>;
  clears: { month: string; count: number };
  /** Addresses that may call (IP白名单); empty switches the check off. */
  ipList: string[];
  /** The one host that OAuth may return to (网页授权域名); empty switches the check off. */
  oauthHost: string;
}

/** What every message and event has. */
export interface Common {
  /** The account's original id, `gh_…`. */
  toUserName: string;
  openid: string;
  /** Epoch seconds, as WeChat counts. */
  createTime: number;
}

/** What every message has. */
export interface MessageCommon extends Common {
  kind: 'message';
  /** 64-bit number, kept as text. */
  msgId: string;
}

/** A message that a follower sent (接收普通消息). */
export type IncomingMessage = MessageCommon &
  /** `choiceId` is set when an item of a choice list was tapped. */
  (
    | { type: 'text'; content: string; choiceId?: string }
    | { type: 'image'; picUrl: string; mediaId: string }
    | { type: 'voice'; mediaId: string; mediaId16k?: string; format: string; recognition?: string }
    | { type: 'video' | 'shortvideo'; mediaId: string; thumbMediaId: string }
    | { type: 'location'; latitude: number; longitude: number; scale: number; label: string }
    | { type: 'link'; title: string; description: string; url: string }
    | { type: 'file'; title: string; description: string }
  );

/** What every event has. */
export interface EventCommon extends Common {
  kind: 'event';
  eventKey: string;
}

/** Events whose fields are kept whole for the function that reads them from a queue: job results and the account's own affairs. */
export const receiptEvents = [
  'TEMPLATESENDJOBFINISH',
  'MASSSENDJOBFINISH',
  'PUBLISHJOBFINISH',
  'subscribe_msg_popup_event',
  'subscribe_msg_change_event',
  'subscribe_msg_sent_event',
  'kf_create_session',
  'kf_close_session',
  'kf_switch_session',
  'qualification_verify_success',
  'qualification_verify_fail',
  'naming_verify_success',
  'naming_verify_fail',
  'annual_renew',
  'verify_expired',
] as const;
export type ReceiptEvent = (typeof receiptEvents)[number];

/** Events of buttons that take pictures. */
export const pictureEvents = ['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'] as const;

/** Something that happened (接收事件推送). */
export type IncomingEvent = EventCommon &
  /** `scene` is that of the code that was scanned, without its `qrscene_`. */
  (
    | { event: 'subscribe'; scene?: string; ticket?: string }
    | { event: 'unsubscribe' }
    | { event: 'SCAN'; scene: string; ticket?: string }
    | { event: 'LOCATION'; latitude: number; longitude: number; precision: number }
    | { event: 'CLICK' }
    | { event: 'VIEW' | 'view_miniprogram'; menuId?: string }
    | { event: 'scancode_push' | 'scancode_waitmsg'; scanType: string; scanResult: string }
    | { event: (typeof pictureEvents)[number]; count: number; md5: string[] }
    | { event: 'location_select'; latitude: number; longitude: number; label: string; poiName: string }
    | { event: 'user_info_modified'; affected: string }
    | { event: 'user_authorization_revoke'; affected: string; revokeInfo: string }
    | { event: ReceiptEvent; fields: FieldTree }
  );

/** Something that this code does not know: acknowledged, never an error. */
export type IncomingUnknown = Common & { kind: 'unknown'; msgType: string; event?: string };

export type Incoming = IncomingMessage | IncomingEvent | IncomingUnknown;

/** The elements of a receipt as plain data: text, or children by name; always lists, since WeChat repeats elements. */
export interface FieldTree {
  [name: string]: (string | FieldTree)[];
}

/** What makes two deliveries the same event: MsgId alone is not unique, and two events of one person can share a second. */
export const identityOf = (incoming: Incoming): string => {
  const { openid, createTime } = incoming;
  if (incoming.kind === 'message') return `${incoming.msgId}|${openid}|${createTime}`;
  if (incoming.kind === 'event') return `${openid}|${createTime}|${incoming.event}|${incoming.eventKey}`;
  return `${openid}|${createTime}|${incoming.msgType}|${incoming.event ?? ''}`;
};

import {
  type Common,
  type EventCommon,
  type FieldTree,
  type Incoming,
  type IncomingEvent,
  type IncomingMessage,
  type IncomingUnknown,
  type MessageCommon,
  pictureEvents,
  type ReceiptEvent,
  receiptEvents,
} from './incoming.ts';
import type { XmlElement } from './xml.ts';

const text = (element: XmlElement | undefined, name: string): string => element?.children[name]?.[0]?.text ?? '';

const optional = (element: XmlElement, name: string): string | undefined => text(element, name).trim() || undefined;

/** Spelt `openid` in one event and `OpenID` in the next. */
const anyCase = (element: XmlElement, name: string): string => {
  const found = Object.keys(element.children).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? '' : text(element, found);
};

const number = (element: XmlElement | undefined, name: string): number => {
  const value = Number(text(element, name) || Number.NaN);
  return Number.isFinite(value) ? value : 0;
};

const given = <Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string };

const fieldTree = (element: XmlElement): FieldTree =>
  Object.fromEntries(
    Object.entries(element.children).map(([name, values]) => [
      name,
      values.map((value) => (Object.keys(value.children).length === 0 ? value.text : fieldTree(value))),
    ]),
  );

const messages: Record<string, (xml: XmlElement, common: MessageCommon) => IncomingMessage> = {
  text: (xml, common) => ({
    ...common,
    type: 'text',
    content: text(xml, 'Content'),
    ...given('choiceId', optional(xml, 'bizmsgmenuid')),
  }),
  image: (xml, common) => ({ ...common, type: 'image', picUrl: text(xml, 'PicUrl'), mediaId: text(xml, 'MediaId') }),
  voice: (xml, common) => ({
    ...common,
    type: 'voice',
    mediaId: text(xml, 'MediaId'),
    format: text(xml, 'Format'),
    ...given('mediaId16k', optional(xml, 'MediaId16K')),
    ...given('recognition', optional(xml, 'Recognition')),
  }),
  video: (xml, common) => ({ ...common, type: 'video', ...videoFields(xml) }),
  shortvideo: (xml, common) => ({ ...common, type: 'shortvideo', ...videoFields(xml) }),
  location: (xml, common) => ({
    ...common,
    type: 'location',
    latitude: number(xml, 'Location_X'),
    longitude: number(xml, 'Location_Y'),
    scale: number(xml, 'Scale'),
    label: text(xml, 'Label'),
  }),
  link: (xml, common) => ({
    ...common,
    type: 'link',
    title: text(xml, 'Title'),
    description: text(xml, 'Description'),
    url: text(xml, 'Url'),
  }),
  file: (xml, common) => ({
    ...common,
    type: 'file',
    title: text(xml, 'Title'),
    description: text(xml, 'Description'),
  }),
};

const videoFields = (xml: XmlElement) => ({ mediaId: text(xml, 'MediaId'), thumbMediaId: text(xml, 'ThumbMediaId') });

const scanFields = (xml: XmlElement) => {
  const info = xml.children['ScanCodeInfo']?.[0];
  return { scanType: text(info, 'ScanType'), scanResult: text(info, 'ScanResult') };
};

const pictureFields = (xml: XmlElement) => {
  const info = xml.children['SendPicsInfo']?.[0];
  const items = info?.children['PicList']?.[0]?.children['item'] ?? [];
  return { count: items.length, md5: items.map((item) => text(item, 'PicMd5Sum')) };
};

const placeFields = (xml: XmlElement) => {
  const info = xml.children['SendLocationInfo']?.[0];
  return {
    latitude: number(info, 'Location_X'),
    longitude: number(info, 'Location_Y'),
    label: text(info, 'Label'),
    poiName: text(info, 'Poiname'),
  };
};

type EventDecoder = (xml: XmlElement, common: EventCommon) => IncomingEvent;

const viewed =
  (event: 'VIEW' | 'view_miniprogram'): EventDecoder =>
  (xml, common) => ({ ...common, event, ...given('menuId', optional(xml, 'MenuId')) });

const scanned =
  (event: 'scancode_push' | 'scancode_waitmsg'): EventDecoder =>
  (xml, common) => ({ ...common, event, ...scanFields(xml) });

const photographed =
  (event: (typeof pictureEvents)[number]): EventDecoder =>
  (xml, common) => ({ ...common, event, ...pictureFields(xml) });

const reported =
  (event: ReceiptEvent): EventDecoder =>
  (xml, common) => ({ ...common, event, fields: fieldTree(xml) });

const followed: EventDecoder = (xml, common) => {
  const scene = common.eventKey.startsWith('qrscene_') ? common.eventKey.slice('qrscene_'.length) : undefined;
  return { ...common, event: 'subscribe', ...given('scene', scene), ...given('ticket', optional(xml, 'Ticket')) };
};

const events: Record<string, EventDecoder> = {
  subscribe: followed,
  unsubscribe: (_xml, common) => ({ ...common, event: 'unsubscribe' }),
  scan: (xml, common) => ({
    ...common,
    event: 'SCAN',
    scene: common.eventKey,
    ...given('ticket', optional(xml, 'Ticket')),
  }),
  location: (xml, common) => ({
    ...common,
    event: 'LOCATION',
    latitude: number(xml, 'Latitude'),
    longitude: number(xml, 'Longitude'),
    precision: number(xml, 'Precision'),
  }),
  click: (_xml, common) => ({ ...common, event: 'CLICK' }),
  view: viewed('VIEW'),
  view_miniprogram: viewed('view_miniprogram'),
  scancode_push: scanned('scancode_push'),
  scancode_waitmsg: scanned('scancode_waitmsg'),
  ...Object.fromEntries(pictureEvents.map((event) => [event, photographed(event)])),
  location_select: (xml, common) => ({ ...common, event: 'location_select', ...placeFields(xml) }),
  user_info_modified: (xml, common) => ({ ...common, event: 'user_info_modified', affected: anyCase(xml, 'openid') }),
  user_authorization_revoke: (xml, common) => ({
    ...common,
    event: 'user_authorization_revoke',
    affected: anyCase(xml, 'openid'),
    revokeInfo: anyCase(xml, 'RevokeInfo'),
  }),
  ...Object.fromEntries(receiptEvents.map((event) => [event.toLowerCase(), reported(event)])),
  // One SDK's sample spells it so.
  freepublishjobfinish: reported('PUBLISHJOBFINISH'),
};

/**
 * The message or event inside the XML. WeChat's own spelling of kinds is not steady, so they are compared without case;
 * unknown kinds and a message without its ids become `unknown`. Unknown fields stay out.
 */
export const decodeIncoming = (xml: XmlElement): Incoming => {
  const msgType = text(xml, 'MsgType').trim().toLowerCase();
  const common: Common = {
    toUserName: text(xml, 'ToUserName').trim(),
    openid: text(xml, 'FromUserName').trim(),
    createTime: number(xml, 'CreateTime'),
  };
  const event = optional(xml, 'Event');
  const unknown: IncomingUnknown = { ...common, kind: 'unknown', msgType, ...given('event', event) };
  if (common.openid === '' || common.toUserName === '') return unknown;
  if (msgType === 'event') {
    const decode = Object.hasOwn(events, event?.toLowerCase() ?? '') ? events[event?.toLowerCase() ?? ''] : undefined;
    return decode?.(xml, { ...common, kind: 'event', eventKey: text(xml, 'EventKey').trim() }) ?? unknown;
  }
  const msgId = optional(xml, 'MsgId');
  const decode = Object.hasOwn(messages, msgType) ? messages[msgType] : undefined;
  return msgId === undefined ? unknown : (decode?.(xml, { ...common, kind: 'message', msgId }) ?? unknown);
};

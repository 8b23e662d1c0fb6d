import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIncoming } from '../../../../lib/wechat/decode-incoming.ts';
import { identityOf, receiptEvents } from '../../../../lib/wechat/incoming.ts';
import { parseXml, type XmlElement } from '../../../../lib/wechat/xml.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { anOpenid } from '../../../support/followers.ts';
import { incomingOf } from '../../../support/incoming.ts';
import {
  aMessageXml,
  anEventXml,
  aTextXml,
  createTime,
  messagePayloads,
  originalId,
} from '../../../support/payloads.ts';

const common = { toUserName: originalId, openid: anOpenid, createTime };
const message = { ...common, kind: 'message', msgId: '24762098415673012' };
const event = { ...common, kind: 'event', eventKey: '' };

describe('a message', () => {
  it.each<[keyof typeof messagePayloads, object]>([
    ['text', { type: 'text', content: '这个月电费多少？' }],
    ['choice', { type: 'text', content: '电费', choiceId: 'bill' }],
    ['image', { type: 'image', picUrl: 'http://mmbiz.qpic.cn/mmbiz_jpg/aB3x/0', mediaId: 'img-media-id-1' }],
    ['voice', { type: 'voice', mediaId: 'voice-8k', mediaId16k: 'voice-16k', format: 'amr' }],
    ['video', { type: 'video', mediaId: 'video-1', thumbMediaId: 'thumb-1' }],
    ['shortvideo', { type: 'shortvideo', mediaId: 'video-2', thumbMediaId: 'thumb-2' }],
    ['location', { type: 'location', latitude: 29.56301, longitude: 106.551557, scale: 15, label: '临江市人民路20号' }],
    ['link', { type: 'link', title: '一篇文章', description: '说明', url: 'https://mp.weixin.qq.com/s/abc' }],
    ['file', { type: 'file', title: '申请表.pdf', description: '' }],
  ])('of kind %s is read whole', (kind, fields) => {
    expect(incomingOf(messagePayloads[kind])).toEqual({ ...message, ...fields });
  });

  it('keeps a MsgId that no number could hold', () => {
    expect(incomingOf(aTextXml('x', { msgId: '9223372036854775807' }))).toMatchObject({ msgId: '9223372036854775807' });
  });

  it('keeps the white space and the line breaks that were typed', () => {
    expect(incomingOf(aTextXml('  a\nb '))).toMatchObject({ content: '  a\nb ' });
  });

  it('without its MsgId is unknown', () => {
    expect(incomingOf(aTextXml('x').replace(/<MsgId>.*<\/MsgId>/, ''))).toMatchObject({
      kind: 'unknown',
      msgType: 'text',
    });
  });

  it.each(['', 'NaN', 'Infinity', '1e999', 'x'])('with the latitude %j is at 0', (latitude) => {
    const xml = aMessageXml('location', `<Location_X>${latitude}</Location_X><Location_Y>106</Location_Y>`);
    expect(incomingOf(xml)).toMatchObject({ latitude: 0, longitude: 106, label: '' });
  });
});

describe('an event', () => {
  const scan = { eventKey: 'bind', scanType: 'qrcode', scanResult: '6200000001' };
  const pictures = { eventKey: 'outage-fault', count: 2, md5: ['0cc175b9c0f1b6a8', '92eb5ffee6ae2fec'] };
  it.each<[keyof typeof eventPayloads, object]>([
    ['subscribe', { eventKey: 'qrscene_poster-12', scene: 'poster-12', ticket: 'ticket-1' }],
    ['unsubscribe', {}],
    ['SCAN', { eventKey: 'poster-12', scene: 'poster-12', ticket: 'ticket-1' }],
    ['LOCATION', { latitude: 29.56301, longitude: 106.551557, precision: 65 }],
    ['CLICK', { eventKey: 'bill' }],
    ['VIEW', { eventKey: 'https://example.com/bill', menuId: '411072518' }],
    ['view_miniprogram', { eventKey: 'pages/index/index', menuId: '411072518' }],
    ['scancode_push', scan],
    ['scancode_waitmsg', scan],
    ['pic_sysphoto', pictures],
    ['pic_photo_or_album', pictures],
    ['pic_weixin', pictures],
    [
      'location_select',
      { eventKey: 'outlets', latitude: 29.56, longitude: 106.55, label: '临江市人民路', poiName: '人民广场' },
    ],
    ['user_info_modified', { affected: 'oSomeoneElse' }],
    ['user_authorization_revoke', { affected: 'oSomeoneElse', revokeInfo: '301' }],
  ])('%s is read whole', (name, fields) => {
    expect(incomingOf(eventPayloads[name])).toEqual({ ...event, event: name, ...fields });
  });

  it.each(receiptEvents)('%s keeps all its fields for the function that reads it from the queue', (name) => {
    const incoming = incomingOf(eventPayloads[name]);
    expect(incoming).toMatchObject({ ...event, event: name, fields: { Event: [name] } });
    expect(JSON.parse(JSON.stringify(incoming))).toEqual(incoming);
  });

  it('keeps repeated elements of a receipt as lists', () => {
    expect(incomingOf(eventPayloads.subscribe_msg_popup_event)).toMatchObject({
      fields: { SubscribeMsgPopupEvent: [{ List: [{ TemplateId: ['tmpl-1'] }, { TemplateId: ['tmpl-2'] }] }] },
    });
  });

  it.each(['Subscribe', 'SUBSCRIBE', 'scan', 'click'])('spelt %s is known all the same', (spelling) => {
    expect(incomingOf(anEventXml(spelling))).toMatchObject({ kind: 'event' });
  });

  it('of a finished publication is known by its other spelling too', () => {
    expect(incomingOf(anEventXml('FREEPUBLISHJOBFINISH'))).toMatchObject({ event: 'PUBLISHJOBFINISH' });
  });

  it('of a follow after a payment has no scene', () => {
    const incoming = incomingOf(anEventXml('subscribe', '<EventKey><![CDATA[last_trade_no_42]]></EventKey>'));
    expect(incoming).not.toHaveProperty('scene');
  });

  it('finds an openid however it is spelt', () => {
    const spelt = (name: string) => incomingOf(anEventXml('user_info_modified', `<${name}>oX</${name}>`));
    for (const name of ['openid', 'OpenID', 'OpenId']) expect(spelt(name)).toMatchObject({ affected: 'oX' });
  });
});

describe('what is not known', () => {
  it.each([
    ['a kind of message', aMessageXml('hologram', '')],
    ['a kind of event', anEventXml('debug_demo')],
    ['a name of prototypes as a kind', aMessageXml('constructor', '')],
    ['a name of prototypes as an event', anEventXml('__proto__')],
    ['a message without a sender', aTextXml('x', { openid: '' })],
    ['nothing at all', '<xml/>'],
  ])('%s is unknown, never an error', (_what, xml) => {
    expect(incomingOf(xml)).toMatchObject({ kind: 'unknown' });
  });

  it('stays out of what is known', () => {
    expect(incomingOf(messagePayloads.text.replace('</xml>', '<isAdmin>1</isAdmin></xml>'))).toEqual(
      incomingOf(messagePayloads.text),
    );
  });
});

const names = [...Object.keys(eventPayloads), 'text', 'voice', 'location', 'event', '__proto__', 'toString'];
const elementNames = [
  'ToUserName',
  'FromUserName',
  'CreateTime',
  'MsgType',
  'Event',
  'EventKey',
  'MsgId',
  'ScanCodeInfo',
  'SendPicsInfo',
  'PicList',
  'item',
  'List',
  '__proto__',
];
const treeOf = (levels: number): fc.Arbitrary<XmlElement> => {
  const below = levels === 0 ? fc.constant([]) : fc.array(treeOf(levels - 1), { maxLength: 2 });
  const children = fc.array(fc.tuple(fc.constantFrom(...elementNames), below), { maxLength: 8 });
  return fc.record({
    text: fc.oneof(fc.constantFrom(...names), fc.string()),
    children: children.map((pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs))),
  });
};

describe('any tree of elements', () => {
  it('is decoded and identified without an error', () => {
    const isString = (tree: XmlElement) => typeof identityOf(decodeIncoming(tree)) === 'string';
    fc.assert(fc.property(treeOf(3), isString), { numRuns: 300 });
  });
});

describe('the identity', () => {
  it('is the same for a repeated delivery', () => {
    const twice = [parseXml(messagePayloads.text), parseXml(messagePayloads.text)].map((xml) =>
      identityOf(decodeIncoming(xml)),
    );
    expect(twice[0]).toBe(twice[1]);
  });

  it('differs between two events of one person in one second, and between people', () => {
    const payloads = [
      ...Object.values(eventPayloads),
      aTextXml('x', { openid: 'oOther' }),
      aTextXml('x'),
      anEventXml('CLICK', '<EventKey>pay</EventKey>'),
    ];
    expect(new Set(payloads.map((xml) => identityOf(incomingOf(xml)))).size).toBe(payloads.length);
  });
});

import { aSaturdayMorning } from './clock.ts';
import { anOpenid } from './followers.ts';

/** The account's original id in all payloads. */
export const originalId = 'gh_a1b2c3d4e5f6';

/** Epoch seconds of all payloads. */
export const createTime = aSaturdayMorning / 1000;

const cd = (value: string): string => `<![CDATA[${value}]]>`;

const head = (msgType: string, openid: string): string => `<xml><ToUserName>${cd(originalId)}</ToUserName>
<FromUserName>${cd(openid)}</FromUserName>
<CreateTime>${createTime}</CreateTime>
<MsgType>${cd(msgType)}</MsgType>`;

/** A message as WeChat sends it: common fields, own fields, MsgId. */
export const aMessageXml = (msgType: string, fields: string, options: { openid?: string; msgId?: string } = {}) =>
  `${head(msgType, options.openid ?? anOpenid)}
${fields}
<MsgId>${options.msgId ?? '24762098415673012'}</MsgId>
</xml>`;

/** An event as WeChat sends it. */
export const anEventXml = (event: string, fields = '', openid = anOpenid) =>
  `${head('event', openid)}
<Event>${cd(event)}</Event>
${fields}
</xml>`;

/** A text message. */
export const aTextXml = (content: string, options: { openid?: string; msgId?: string } = {}) =>
  aMessageXml('text', `<Content>${cd(content.replaceAll(']]>', ']]]]><![CDATA[>'))}</Content>`, options);

/** One whole payload of every message that WeChat sends. */
export const messagePayloads = {
  text: aTextXml('这个月电费多少？'),
  choice: aMessageXml('text', '<Content><![CDATA[电费]]></Content>\n<bizmsgmenuid><![CDATA[bill]]></bizmsgmenuid>'),
  image: aMessageXml(
    'image',
    '<PicUrl><![CDATA[http://mmbiz.qpic.cn/mmbiz_jpg/aB3x/0]]></PicUrl>\n<MediaId><![CDATA[img-media-id-1]]></MediaId>',
  ),
  voice: aMessageXml(
    'voice',
    '<MediaId><![CDATA[voice-8k]]></MediaId>\n<Format><![CDATA[amr]]></Format>\n<MediaId16K><![CDATA[voice-16k]]></MediaId16K>\n<Recognition><![CDATA[]]></Recognition>',
  ),
  video: aMessageXml(
    'video',
    '<MediaId><![CDATA[video-1]]></MediaId>\n<ThumbMediaId><![CDATA[thumb-1]]></ThumbMediaId>',
  ),
  shortvideo: aMessageXml(
    'shortvideo',
    '<MediaId><![CDATA[video-2]]></MediaId>\n<ThumbMediaId><![CDATA[thumb-2]]></ThumbMediaId>',
  ),
  location: aMessageXml(
    'location',
    '<Location_X>29.563010</Location_X>\n<Location_Y>106.551557</Location_Y>\n<Scale>15</Scale>\n<Label><![CDATA[临江市人民路20号]]></Label>',
  ),
  link: aMessageXml(
    'link',
    '<Title><![CDATA[一篇文章]]></Title>\n<Description><![CDATA[说明]]></Description>\n<Url><![CDATA[https://mp.weixin.qq.com/s/abc]]></Url>',
  ),
  file: aMessageXml(
    'file',
    '<Title><![CDATA[申请表.pdf]]></Title>\n<Description><![CDATA[]]></Description>\n<FileKey><![CDATA[k]]></FileKey>\n<FileMd5><![CDATA[d41d8cd9]]></FileMd5>\n<FileTotalLen>4096</FileTotalLen>',
  ),
} as const;

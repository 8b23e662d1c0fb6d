import { anEventXml } from './payloads.ts';

const key = (value: string): string => `<EventKey><![CDATA[${value}]]></EventKey>`;
const menuPlace =
  '<SendLocationInfo><Location_X><![CDATA[29.56]]></Location_X>\n<Location_Y><![CDATA[106.55]]></Location_Y>\n<Scale><![CDATA[15]]></Scale>\n<Label><![CDATA[临江市人民路]]></Label>\n<Poiname><![CDATA[人民广场]]></Poiname>\n</SendLocationInfo>';
const menuPictures =
  '<SendPicsInfo><Count>2</Count>\n<PicList><item><PicMd5Sum><![CDATA[0cc175b9c0f1b6a8]]></PicMd5Sum>\n</item>\n<item><PicMd5Sum><![CDATA[92eb5ffee6ae2fec]]></PicMd5Sum>\n</item>\n</PicList>\n</SendPicsInfo>';
const scanInfo =
  '<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>\n<ScanResult><![CDATA[6200000001]]></ScanResult>\n</ScanCodeInfo>';
const listOf = (name: string, ...entries: string[]): string =>
  `<${name}>${entries.map((entry) => `<List>${entry}</List>`).join('\n')}</${name}>`;

/** What a follower chose for a template in the pop-up window. */
export const aChoice = (templateId: string, status: 'accept' | 'reject'): string =>
  `<TemplateId><![CDATA[${templateId}]]></TemplateId>\n<SubscribeStatusString><![CDATA[${status}]]></SubscribeStatusString>\n<PopupScene>2</PopupScene>`;

/** A pop-up event with these choices. */
export const aPopupXml = (...choices: string[]): string =>
  anEventXml('subscribe_msg_popup_event', listOf('SubscribeMsgPopupEvent', ...choices));

const sent = '<TemplateId><![CDATA[tmpl-1]]></TemplateId><MsgID>1864323726461255680</MsgID><ErrorCode>0</ErrorCode>';
const mass =
  '<MsgID>1000001625</MsgID>\n<Status><![CDATA[err(30003)]]></Status>\n<TotalCount>200</TotalCount>\n<FilterCount>180</FilterCount>\n<SentCount>175</SentCount>\n<ErrorCount>5</ErrorCount>\n<ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx><ArticleUrl><![CDATA[https://mp.weixin.qq.com/s/x]]></ArticleUrl></item></ResultList></ArticleUrlResult>';
const published =
  '<PublishEventInfo><publish_id>2247503051</publish_id>\n<publish_status>0</publish_status>\n<article_id><![CDATA[art-1]]></article_id>\n</PublishEventInfo>';
const standing = '<ExpiredTime>1800000000</ExpiredTime>';
const failing = '<FailTime>1778896800</FailTime>\n<FailReason><![CDATA[材料不全]]></FailReason>';

/** One whole payload of every event that WeChat sends, by the event's name. */
export const eventPayloads = {
  subscribe: anEventXml('subscribe', `${key('qrscene_poster-12')}\n<Ticket><![CDATA[ticket-1]]></Ticket>`),
  unsubscribe: anEventXml('unsubscribe', key('')),
  SCAN: anEventXml('SCAN', `${key('poster-12')}\n<Ticket><![CDATA[ticket-1]]></Ticket>`),
  LOCATION: anEventXml(
    'LOCATION',
    '<Latitude>29.563010</Latitude>\n<Longitude>106.551557</Longitude>\n<Precision>65.000000</Precision>',
  ),
  CLICK: anEventXml('CLICK', key('bill')),
  VIEW: anEventXml('VIEW', `${key('https://example.com/bill')}\n<MenuId>411072518</MenuId>`),
  view_miniprogram: anEventXml('view_miniprogram', `${key('pages/index/index')}\n<MenuId>411072518</MenuId>`),
  scancode_push: anEventXml('scancode_push', `${key('bind')}\n${scanInfo}`),
  scancode_waitmsg: anEventXml('scancode_waitmsg', `${key('bind')}\n${scanInfo}`),
  pic_sysphoto: anEventXml('pic_sysphoto', `${key('outage-fault')}\n${menuPictures}`),
  pic_photo_or_album: anEventXml('pic_photo_or_album', `${key('outage-fault')}\n${menuPictures}`),
  pic_weixin: anEventXml('pic_weixin', `${key('outage-fault')}\n${menuPictures}`),
  location_select: anEventXml('location_select', `${key('outlets')}\n${menuPlace}`),
  user_info_modified: anEventXml('user_info_modified', '<OpenID><![CDATA[oSomeoneElse]]></OpenID>'),
  user_authorization_revoke: anEventXml(
    'user_authorization_revoke',
    '<OpenID><![CDATA[oSomeoneElse]]></OpenID>\n<AppID><![CDATA[wx0123456789abcdef]]></AppID>\n<RevokeInfo><![CDATA[301]]></RevokeInfo>',
  ),
  TEMPLATESENDJOBFINISH: anEventXml(
    'TEMPLATESENDJOBFINISH',
    '<MsgID>200163836</MsgID>\n<Status><![CDATA[failed:user block]]></Status>',
  ),
  MASSSENDJOBFINISH: anEventXml('MASSSENDJOBFINISH', mass),
  PUBLISHJOBFINISH: anEventXml('PUBLISHJOBFINISH', published),
  subscribe_msg_popup_event: aPopupXml(aChoice('tmpl-1', 'accept'), aChoice('tmpl-2', 'reject')),
  subscribe_msg_change_event: anEventXml(
    'subscribe_msg_change_event',
    listOf('SubscribeMsgChangeEvent', aChoice('tmpl-1', 'reject')),
  ),
  subscribe_msg_sent_event: anEventXml('subscribe_msg_sent_event', listOf('SubscribeMsgSentEvent', sent)),
  kf_create_session: anEventXml('kf_create_session', '<KfAccount><![CDATA[kf1@power]]></KfAccount>'),
  kf_close_session: anEventXml('kf_close_session', '<KfAccount><![CDATA[kf1@power]]></KfAccount>'),
  kf_switch_session: anEventXml(
    'kf_switch_session',
    '<FromKfAccount><![CDATA[kf1@power]]></FromKfAccount>\n<ToKfAccount><![CDATA[kf2@power]]></ToKfAccount>',
  ),
  qualification_verify_success: anEventXml('qualification_verify_success', standing),
  qualification_verify_fail: anEventXml('qualification_verify_fail', failing),
  naming_verify_success: anEventXml('naming_verify_success', standing),
  naming_verify_fail: anEventXml('naming_verify_fail', failing),
  annual_renew: anEventXml('annual_renew', standing),
  verify_expired: anEventXml('verify_expired', standing),
} as const;

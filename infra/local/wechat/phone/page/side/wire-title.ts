import type { WireEntry } from '../../../contract.ts';

const messages: Record<string, string> = {
  text: '文本消息',
  image: '图片消息',
  voice: '语音消息',
  video: '视频消息',
  shortvideo: '小视频消息',
  location: '位置消息',
  link: '链接消息',
};

const events: Record<string, string> = {
  subscribe: '关注',
  unsubscribe: '取消关注',
  SCAN: '扫码',
  LOCATION: '上报位置',
  CLICK: '点击菜单',
  VIEW: '菜单打开网页',
  TEMPLATESENDJOBFINISH: '模板消息回执',
  MASSSENDJOBFINISH: '群发回执',
};

const calls: Record<string, string> = {
  '/cgi-bin/token': '取访问令牌',
  '/cgi-bin/stable_token': '取稳定版令牌',
  '/cgi-bin/message/custom/send': '客服消息',
  '/cgi-bin/message/custom/typing': '正在输入',
  '/cgi-bin/message/template/send': '模板消息',
  '/cgi-bin/message/subscribe/bizsend': '订阅通知',
  '/cgi-bin/message/mass/sendall': '群发',
  '/cgi-bin/menu/create': '发布菜单',
  '/cgi-bin/menu/addconditional': '发布个性化菜单',
  '/cgi-bin/user/info': '取用户资料',
  '/cgi-bin/qrcode/create': '生成二维码',
  '/cgi-bin/media/upload': '上传素材',
  '/cgi-bin/media/get': '下载素材',
  '/sns/oauth2/access_token': '网页授权换身份',
};

const elementOf = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1];

/** What an exchange was about, in a few words. */
export const titleOf = ({ direction, method, path, requestClear = '' }: WireEntry): string => {
  if (direction === 'to-wechat') return calls[path] ?? path;
  const type = elementOf(requestClear, 'MsgType');
  if (!type) return method === 'GET' ? '验证回调地址' : '回调';
  const event = elementOf(requestClear, 'Event') ?? '';
  const detail = elementOf(requestClear, type === 'event' ? 'EventKey' : 'Content');
  const title = type === 'event' ? (events[event] ?? event) : (messages[type] ?? type);
  return detail ? `${title} ${detail}` : title;
};

/** Whether a developer should look here: no answer, a refusal (but a missing menu, 46003, is an answer), or a note of the simulator's. */
export const hasFailed = ({ status, note, responseBody = '' }: WireEntry): boolean =>
  Boolean(note) || (status !== undefined && status >= 400) || /"errcode":\s*(?!46003)[1-9-]/.test(responseBody);

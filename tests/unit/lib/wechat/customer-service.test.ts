import { describe, expect, it } from 'vitest';
import { WeChatApiError, WeChatNetworkError } from '../../../../lib/wechat/api-errors.ts';
import { sendCustomerServiceMessage, toCustomerServiceMessage } from '../../../../lib/wechat/customer-service.ts';
import type { Reply } from '../../../../lib/wechat/reply.ts';
import { aWeChatApi } from './a-wechat-api.ts';

const path = '/cgi-bin/message/custom/send';
const aMessage = { msgtype: 'text', text: { content: '您好' } } as const;
const anArticle = { title: 't', description: 'd', picUrl: 'p', url: 'u' };

const refusing = (errcode: number) =>
  aWeChatApi(() => {
    throw new WeChatApiError({ api: path, errcode, errmsg: 'no' });
  }).api;

describe('toCustomerServiceMessage', () => {
  it.each<[Reply, unknown]>([
    [
      { type: 'text', content: '您好' },
      { msgtype: 'text', text: { content: '您好' } },
    ],
    [
      { type: 'image', mediaId: 'm' },
      { msgtype: 'image', image: { media_id: 'm' } },
    ],
    [
      { type: 'voice', mediaId: 'm' },
      { msgtype: 'voice', voice: { media_id: 'm' } },
    ],
    [
      { type: 'video', mediaId: 'm', title: 't', description: 'd' },
      { msgtype: 'video', video: { media_id: 'm', title: 't', description: 'd' } },
    ],
    [
      { type: 'music', title: 't', description: 'd', musicUrl: 'u', hqMusicUrl: 'h', thumbMediaId: 'x' },
      {
        msgtype: 'music',
        music: { title: 't', description: 'd', musicurl: 'u', hqmusicurl: 'h', thumb_media_id: 'x' },
      },
    ],
    [
      { type: 'news', articles: [anArticle, anArticle] },
      { msgtype: 'news', news: { articles: [{ title: 't', description: 'd', picurl: 'p', url: 'u' }] } },
    ],
    [{ type: 'none' }, undefined],
    [{ type: 'transfer' }, undefined],
  ])('says %j outside a reply', (reply, message) => {
    expect(toCustomerServiceMessage(reply)).toEqual(message);
  });

  it('cuts a text to what WeChat takes', () => {
    const message = toCustomerServiceMessage({ type: 'text', content: '电'.repeat(1000) });
    expect(Buffer.byteLength(message?.msgtype === 'text' ? message.text.content : '')).toBeLessThanOrEqual(2048);
  });
});

describe('sendCustomerServiceMessage', () => {
  it('sends to one follower, as a call that is never repeated blindly', async () => {
    const { api, calls } = aWeChatApi(() => ({}));
    expect(await sendCustomerServiceMessage(api, 'o1', aMessage)).toEqual({ kind: 'sent' });
    expect(calls).toEqual([{ path, given: { touser: 'o1', ...aMessage }, options: { idempotent: false } }]);
  });

  it.each([
    [45015, 'window-closed'],
    [45047, 'window-closed'],
    [43004, 'unreachable'],
    [48002, 'unreachable'],
  ])('turns %i into %s', async (errcode, kind) => {
    expect(await sendCustomerServiceMessage(refusing(errcode), 'o1', aMessage)).toEqual({ kind });
  });

  it.each([45009, 40164, 47001, 50002])('throws on %i, which is not about this follower', async (errcode) => {
    await expect(sendCustomerServiceMessage(refusing(errcode), 'o1', aMessage)).rejects.toMatchObject({ errcode });
  });

  it('throws when nobody knows whether it arrived', async () => {
    const { api } = aWeChatApi(() => {
      throw new WeChatNetworkError(path, 'timeout', 'none in 4000 ms');
    });
    await expect(sendCustomerServiceMessage(api, 'o1', aMessage)).rejects.toMatchObject({ failure: 'timeout' });
  });
});

import { describe, expect, it } from 'vitest';
import { createChannels } from '../../../../../lib/notices/channels/channels.ts';
import { apiErrorCodes } from '../../../../../lib/wechat/api-error-codes.ts';
import { WeChatApiError, WeChatNetworkError } from '../../../../../lib/wechat/api-errors.ts';
import { anOpenid } from '../../../../support/followers.ts';
import { aWeChatApi } from '../../wechat/a-wechat-api.ts';

const fields = { thing1: '停电区域', time2: '停电开始时间' };
const aTemplate = (channel: 'template' | 'long-term-subscription' | 'customer-service', id = 'T1') => ({
  title: '停电通知',
  channel,
  id,
  fields,
});
const templates = {
  card: aTemplate('template'),
  bill: aTemplate('long-term-subscription', 'S1'),
  chat: aTemplate('customer-service', ''),
  bare: aTemplate('template', ''),
};
const aMessage = (template = 'card') => ({
  openid: anOpenid,
  template,
  fields: { thing1: '中山路', time2: '08:00' },
  link: '/pages/outages?id=1',
  clientMessageId: 'n1-p1',
});

const channelsWith = (answer: (path: string) => unknown, room = true) => {
  const { api, calls } = aWeChatApi(answer);
  const spent: string[] = [];
  const ledger = { spend: async (openid: string) => spent.push(openid) > 0 && room };
  const channels = createChannels({
    ...{ api, templates, templateIds: new Map(), publicUrl: 'https://wx.example.gov.cn', ledger, now: () => 0 },
  });
  return { channels, calls, spent };
};
const refusing = (errcode: number, path?: string) =>
  channelsWith((api) => {
    throw new WeChatApiError({ api: path ?? api, errcode, errmsg: 'data.thing1.value is too long rid: 1-2' });
  }).channels;
const silent = (path?: string) =>
  channelsWith((api) => {
    throw new WeChatNetworkError(path ?? api, 'timeout', 'none');
  }).channels;

describe('a template message', () => {
  it('goes with its page and the id that keeps it single', async () => {
    const { channels, calls } = channelsWith(() => ({ errcode: 0, msgid: '200228332' }));
    expect(await channels.template.send(aMessage())).toEqual({ kind: 'accepted', messageId: '200228332' });
    expect(calls).toEqual([
      {
        path: '/cgi-bin/message/template/send',
        given: {
          touser: anOpenid,
          template_id: 'T1',
          url: 'https://wx.example.gov.cn/pages/outages?id=1',
          client_msg_id: 'n1-p1',
          data: { thing1: { value: '中山路' }, time2: { value: '08:00' } },
        },
        options: undefined,
      },
    ]);
    expect(channels.template.repeatable).toBe(true);
  });

  it.each([0, '0', undefined, 'x'])('of which WeChat says the id %j has none', async (msgid) => {
    const { channels } = channelsWith(() => ({ errcode: 0, msgid }));
    expect(await channels.template.send(aMessage())).toEqual({ kind: 'accepted' });
  });

  it.each([
    [43004, 'not-following'],
    [50005, 'not-following'],
    [43019, 'blocked'],
    [40003, 'rejected'],
    [46004, 'rejected'],
    [49003, 'rejected'],
    [48002, 'refused'],
    [43101, 'refused'],
    [45009, 'quota'],
    [45011, 'too-fast'],
    [40001, 'too-fast'],
    [42001, 'too-fast'],
    [-1, 'unknown'],
    [47003, 'stop'],
    [40037, 'stop'],
    [48001, 'stop'],
    [48004, 'stop'],
    [40164, 'stop'],
    [45109, 'stop'],
    [50002, 'stop'],
    [99999, 'stop'],
  ])('that WeChat refuses with %i: %s', async (errcode, kind) => {
    expect(await refusing(errcode).template.send(aMessage())).toMatchObject({ kind });
  });

  it('has an outcome for every code that is known', async () => {
    for (const code of Object.keys(apiErrorCodes).map(Number))
      expect(await refusing(code).template.send(aMessage())).toHaveProperty('kind');
  });

  it('that stops the notice says why and what to do, and no value', async () => {
    expect(await refusing(47003).template.send(aMessage())).toEqual({
      kind: 'stop',
      reason: {
        code: 'wechat_template_data_mismatch',
        message: expect.stringMatching(/47003.*字段 thing1.*新建一条通知/),
      },
    });
  });

  it('without an answer is unknown; when the token had none, nothing was sent', async () => {
    expect(await silent().template.send(aMessage())).toEqual({ kind: 'unknown' });
    expect(await silent('/cgi-bin/stable_token').template.send(aMessage())).toEqual({ kind: 'too-fast' });
    expect(await refusing(-1, '/cgi-bin/stable_token').template.send(aMessage())).toEqual({ kind: 'too-fast' });
  });

  it('without an id in the settings stops and says what to do', async () => {
    const { channels, calls } = channelsWith(() => ({}));
    expect(await channels.template.send(aMessage('bare'))).toMatchObject({
      kind: 'stop',
      reason: { code: 'template_id_missing' },
    });
    expect(await channels.template.send(aMessage('gone'))).toMatchObject({ reason: { code: 'unknown_template' } });
    expect(calls).toEqual([]);
  });

  it('throws what WeChat has no part in', async () => {
    const { channels } = channelsWith(() => {
      throw new TypeError('a bug');
    });
    await expect(channels.template.send(aMessage())).rejects.toThrow('a bug');
  });
});

describe('a subscription notice', () => {
  it('goes once, and is never repeated by itself', async () => {
    const { channels, calls } = channelsWith(() => ({ errcode: 0 }));
    const channel = channels['long-term-subscription'];
    expect(await channel.send(aMessage('bill'))).toEqual({ kind: 'accepted' });
    expect(calls).toMatchObject([
      {
        path: '/cgi-bin/message/subscribe/bizsend',
        given: { touser: anOpenid, template_id: 'S1', page: 'https://wx.example.gov.cn/pages/outages?id=1' },
        options: { idempotent: false },
      },
    ]);
    expect(channel.repeatable).toBe(false);
  });

  it('is refused when no consent is left', async () => {
    expect(await refusing(43101)['one-time-subscription'].send(aMessage('bill'))).toEqual({ kind: 'refused' });
  });
});

describe('a notice as a customer-service message', () => {
  it('is the card in words, while a window is open', async () => {
    const { channels, calls, spent } = channelsWith(() => ({ errcode: 0 }));
    expect(await channels['customer-service'].send(aMessage('chat'))).toEqual({ kind: 'accepted' });
    expect(spent).toEqual([anOpenid]);
    const content =
      '停电通知\n停电区域：中山路\n停电开始时间：08:00\n<a href="https://wx.example.gov.cn/pages/outages?id=1">查看详情</a>';
    expect(calls).toMatchObject([{ given: { touser: anOpenid, msgtype: 'text', text: { content } } }]);
  });

  it('is not sent when no window has room', async () => {
    const { channels, calls } = channelsWith(() => ({}), false);
    expect(await channels['customer-service'].send(aMessage('chat'))).toEqual({ kind: 'refused' });
    expect(calls).toEqual([]);
  });

  it.each([
    [45015, 'refused'],
    [45047, 'refused'],
    [48002, 'refused'],
    [43004, 'not-following'],
    [-1, 'unknown'],
  ])('that WeChat refuses with %i: %s', async (errcode, kind) => {
    expect(await refusing(errcode)['customer-service'].send(aMessage('chat'))).toEqual({ kind });
  });
});

import { describe, expect, it } from 'vitest';
import { createLateDelivery, type LateDeliveryDeps } from '../../../../lib/chat/late-delivery.ts';
import type { KeptAnswer } from '../../../../lib/followers/follower.ts';
import { WeChatApiError, WeChatNetworkError } from '../../../../lib/wechat/api-errors.ts';
import { noReply, type Reply, textReply } from '../../../../lib/wechat/reply.ts';
import { aClock } from '../../../support/clock.ts';
import { anOpenid } from '../../../support/followers.ts';
import { aLog } from '../../../support/log.ts';

const bill = textReply('电费 86.20 元');
const now = aClock();
const aDelivery = (changes: Partial<LateDeliveryDeps> = {}) => {
  const [kept, sent]: [KeptAnswer[], Reply[]] = [[], []];
  const recorded = aLog();
  const deliver = createLateDelivery({
    ledger: { spend: async () => true },
    keptAnswers: { keep: async (_openid, answer) => void kept.push(answer) },
    send: async (_openid, reply) => {
      sent.push(reply);
      return { kind: 'sent' };
    },
    now,
    log: recorded.log,
    ...changes,
  });
  const late = (reply: Reply = bill) => deliver(anOpenid, { id: 'a-1', question: '电费', reply });
  return { late, kept, sent, recorded };
};
const failing = (error: Error) => ({ send: () => Promise.reject(error) });

describe('a late answer', () => {
  it('is sent where there is room, and not kept', async () => {
    const { late, kept, sent } = aDelivery();
    await late();
    expect([sent, kept]).toEqual([[bill], []]);
  });

  it('is kept where there is no room, and nothing is sent', async () => {
    const { late, kept, sent } = aDelivery({ ledger: { spend: async () => false } });
    await late();
    expect([sent, kept]).toEqual([
      [],
      [{ id: 'a-1', question: '电费', content: bill.type === 'text' && bill.content, at: now() }],
    ]);
  });

  it.each([
    ['WeChat’s window has closed', { send: async () => ({ kind: 'window-closed' as const }) }, 1],
    ['WeChat refuses it', failing(new WeChatApiError({ api: '/send', errcode: 40003, errmsg: 'invalid' })), 1],
    ['the follower cannot be reached', { send: async () => ({ kind: 'unreachable' as const }) }, 0],
    ['nobody knows whether it arrived', failing(new WeChatNetworkError('/send', 'timeout', 'no answer')), 0],
  ])('when %s is kept or not, for good reason', async (_when, changes, times) => {
    const { late, kept } = aDelivery(changes);
    await late();
    expect(kept).toHaveLength(times);
  });

  it('of articles is kept as links', async () => {
    const { late, kept } = aDelivery({ ledger: { spend: async () => false } });
    await late({ type: 'news', articles: [{ title: '公告', description: '', picUrl: '', url: 'https://a.cn/1' }] });
    expect(kept).toMatchObject([{ content: '<a href="https://a.cn/1">公告</a>' }]);
  });

  it('that has no words is not kept', async () => {
    const { late, kept } = aDelivery({ ledger: { spend: async () => false } });
    await late({ type: 'image', mediaId: 'm' });
    expect(kept).toEqual([]);
  });

  it('of nothing takes nothing from the ledger', async () => {
    const { late, recorded } = aDelivery({ ledger: { spend: () => Promise.reject(new Error('spent')) } });
    await late(noReply);
    expect(recorded.lines).toEqual([]);
  });

  it('leaves its outcome in the log, without its words', async () => {
    const { late, recorded } = aDelivery(failing(new WeChatNetworkError('/send', 'timeout', 'no answer')));
    await late();
    expect(recorded.find('late_answer')).toMatchObject({ outcome: 'unknown', kept: false, openid: 'oLinJi…' });
    expect(recorded.lines.join()).not.toContain('86.20');
  });
});

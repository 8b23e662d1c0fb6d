import { describe, expect, it } from 'vitest';
import { type AnsweringDeps, answer, type FollowerEvent } from '../../../../lib/callback/answering.ts';
import type { AnswerRoute } from '../../../../lib/callback/dispatch.ts';
import { AppError } from '../../../../lib/platform/errors.ts';
import { identityOf } from '../../../../lib/wechat/incoming.ts';
import { noReply, textReply } from '../../../../lib/wechat/reply.ts';
import { memoryClaims } from '../../../support/claims.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { aFollower, anOpenid } from '../../../support/followers.ts';
import { knownOf } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { createTime, messagePayloads } from '../../../support/payloads.ts';

const message = knownOf(messagePayloads.text);
const byMessage: AnswerRoute = { kind: 'answer', by: 'on-message', act: 'message' };
const certainly: AnswerRoute = { kind: 'answer', by: 'on-subscribe', mustHappen: true, silent: true };
const bill = textReply('电费 86.20 元');
const apology = textReply('系统出了点问题');
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
const within = (ms: number) => ({ deadline: Date.now() + ms, requestId: 'request-1' });

/** A function that answers after `ms`, as functions do: by its claim first. */
const aSetting = (changes: Partial<AnsweringDeps> = {}) => {
  const { claims, items } = memoryClaims();
  const recorded = aLog();
  const invoked: { name: string; event: FollowerEvent }[] = [];
  const deps: AnsweringDeps = {
    claims,
    touch: async () => aFollower(),
    findFollower: async () => aFollower(),
    invoke: async (name, event) => {
      invoked.push({ name, event: event as FollowerEvent });
      const { identity } = event as FollowerEvent;
      return (await claims.answer(identity, bill)) ? bill : noReply;
    },
    functionNames: { 'on-message': 'f-message', 'on-menu': 'f-menu', 'on-subscribe': 'f-subscribe' },
    apology,
    now: Date.now,
    sleep: pause,
    log: recorded.log,
    ...changes,
  };
  return { deps, items, invoked, recorded };
};
const never: AnsweringDeps['invoke'] = (_name, _event, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('a callback in time', () => {
  it('gets the reply of its function, which is told all there is to know', async () => {
    const { deps, invoked } = aSetting();
    expect(await answer(deps, message, byMessage, within(1000))).toEqual(bill);
    expect(invoked).toMatchObject([
      { name: 'f-message', event: { incoming: message, follower: aFollower(), requestId: 'request-1' } },
    ]);
  });

  it('notes the act at the time WeChat gives it', async () => {
    const acts: unknown[] = [];
    const touch: AnsweringDeps['touch'] = async (...act) => {
      acts.push(act);
      return aFollower();
    };
    await answer(aSetting({ touch }).deps, message, byMessage, within(1000));
    expect(acts).toEqual([[anOpenid, 'message', createTime * 1000]]);
  });

  it('reads the follower where the event opens no window', async () => {
    const touch = () => Promise.reject(new Error('no window opens'));
    const route: AnswerRoute = { kind: 'answer', by: 'on-menu' };
    expect(await answer(aSetting({ touch }).deps, knownOf(eventPayloads.VIEW), route, within(1000))).toEqual(bill);
  });

  it('leaves the follower to the function that changes them', async () => {
    const { deps, invoked } = aSetting();
    await answer(deps, knownOf(eventPayloads.subscribe), { kind: 'answer', by: 'on-subscribe' }, within(1000));
    expect(invoked[0]?.event).not.toHaveProperty('follower');
  });

  it('gets nothing where the function has nothing to say', async () => {
    expect(await answer(aSetting({ invoke: async () => null }).deps, message, byMessage, within(1000))).toEqual(
      noReply,
    );
  });
});

describe('a callback whose function is late', () => {
  it('is given up at the deadline, and the function learns it', async () => {
    const { deps, items, recorded } = aSetting({ invoke: never });
    expect(await answer(deps, message, byMessage, within(60))).toEqual(noReply);
    expect([...items.values()]).toEqual([{ state: 'late' }]);
    expect(recorded.events()).toContain('reply_late');
  });

  it('gets the reply after all when it was stored at the last moment', async () => {
    const setting = aSetting();
    const invoke: AnsweringDeps['invoke'] = async (name, event, signal) => {
      await setting.deps.claims.answer((event as FollowerEvent).identity, bill);
      return never(name, event, signal);
    };
    expect(await answer({ ...setting.deps, invoke }, message, byMessage, within(60))).toEqual(bill);
  });

  it('ends in time even when the table does not answer', async () => {
    const { claims } = memoryClaims();
    const stuck = { ...claims, giveUp: () => new Promise<boolean>(() => {}) };
    const started = Date.now();
    expect(await answer(aSetting({ invoke: never, claims: stuck }).deps, message, byMessage, within(60))).toEqual(
      noReply,
    );
    expect(Date.now() - started).toBeLessThan(3000);
  });
});

describe('a callback whose function fails', () => {
  const failing: AnsweringDeps['invoke'] = () => Promise.reject(new AppError('function_failed', 'retry', 'no'));

  it('gets the apology, and a repeated delivery the same', async () => {
    const { deps, recorded } = aSetting({ invoke: failing });
    for (let delivery = 0; delivery < 2; delivery += 1)
      expect(await answer(deps, message, byMessage, within(500))).toEqual(apology);
    expect(recorded.find('function_failed')).toMatchObject({ function: 'on-message', code: 'function_failed' });
  });

  it('gets the reply that the function stored before it failed', async () => {
    const setting = aSetting();
    const invoke: AnsweringDeps['invoke'] = async (_name, event) => {
      await setting.deps.claims.answer((event as FollowerEvent).identity, bill);
      throw new Error('died on its way back');
    };
    expect(await answer({ ...setting.deps, invoke }, message, byMessage, within(500))).toEqual(bill);
  });

  it('throws where it must happen, failed or late, so that the queue takes over', async () => {
    const leaving = knownOf(eventPayloads.unsubscribe);
    await expect(answer(aSetting({ invoke: failing }).deps, leaving, certainly, within(500))).rejects.toThrow('no');
    await expect(answer(aSetting({ invoke: never }).deps, leaving, certainly, within(40))).rejects.toThrow();
  });
});

describe('a repeated delivery', () => {
  it('waits for the first and gets its reply: one effect, however many come', async () => {
    let effects = 0;
    const setting = aSetting();
    const invoke: AnsweringDeps['invoke'] = async (_name, event) => {
      effects += 1;
      await pause(120);
      await setting.deps.claims.answer((event as FollowerEvent).identity, bill);
      return bill;
    };
    const deliveries = Array.from({ length: 10 }, () =>
      answer({ ...setting.deps, invoke }, message, byMessage, within(4000)),
    );
    expect(await Promise.all(deliveries)).toEqual(Array.from({ length: 10 }, () => bill));
    expect(effects).toBe(1);
  });

  it('gets nothing once the first was given up: the answer goes another way', async () => {
    const { deps } = aSetting({ invoke: never });
    const [first, second] = [
      answer(deps, message, byMessage, within(80)),
      answer(deps, message, byMessage, within(2000)),
    ];
    expect(await Promise.all([first, second])).toEqual([noReply, noReply]);
  });

  it('gets nothing at its own deadline while the first still works', async () => {
    const { deps, items } = aSetting({ invoke: never });
    const first = answer(deps, message, byMessage, within(1500));
    expect(await answer(deps, message, byMessage, within(60))).toEqual(noReply);
    expect([...items.values()]).toMatchObject([{ state: 'claimed' }]);
    await first;
  });

  it('answers in the place of a first one that died', async () => {
    const { claims } = memoryClaims(100);
    await claims.claim(identityOf(message), Date.now());
    const invoke: AnsweringDeps['invoke'] = async () => bill;
    expect(await answer(aSetting({ claims, invoke }).deps, message, byMessage, within(4000))).toEqual(bill);
  });
});

import type { FollowerEvent } from '../../lib/callback/answering.ts';
import { type CallbackDeps, createCallback } from '../../lib/callback/callback.ts';
import type { Incoming } from '../../lib/wechat/incoming.ts';
import { textReply } from '../../lib/wechat/reply.ts';
import { memoryClaims } from './claims.ts';
import { aSaturdayMorning } from './clock.ts';
import { aFollower } from './followers.ts';
import { aLog } from './log.ts';
import { credentials, receiveSettings } from './requests.ts';

/** The callback's reply when something of ours broke. */
export const anApology = textReply('系统出了点问题，请稍后再试');

/** A callback whose functions echo what was said, with all that it did. */
export const aCallback = (changes: Partial<CallbackDeps> = {}) => {
  const recorded = aLog();
  const invoked: { name: string; event: FollowerEvent }[] = [];
  const queued: Incoming[] = [];
  const { claims } = memoryClaims();
  const callback = createCallback({
    settings: { ...receiveSettings(), replyDeadlineMs: 4500 },
    credentials: async () => credentials,
    claims,
    touch: async () => aFollower(),
    findFollower: async () => aFollower(),
    invoke: async (name, given) => {
      const event = given as FollowerEvent;
      invoked.push({ name, event });
      const { incoming } = event;
      const reply = textReply('content' in incoming ? `您说：${incoming.content}` : incoming.kind);
      await claims.answer(event.identity, reply);
      return reply;
    },
    functionNames: { 'on-message': 'f-message', 'on-menu': 'f-menu', 'on-subscribe': 'f-subscribe' },
    enqueueReceipt: async (incoming) => void queued.push(incoming),
    apology: anApology,
    now: () => aSaturdayMorning,
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    log: recorded.log,
    ...changes,
  });
  return { callback, invoked, queued, recorded };
};

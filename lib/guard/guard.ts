import { type Follower, tierReaches } from '../followers/follower.ts';
import { beijingTime, nextBeijingMidnight } from '../platform/clock.ts';
import type { Organisation } from '../platform/organisation.ts';
import { fill } from '../platform/wording.ts';
import { type Reply, textReply } from '../wechat/reply.ts';
import type { Asked, Service } from './service.ts';
import type { Uses } from './uses.ts';

/** The one check before any service: tier, then limit, then the trail. */
export interface Guard {
  /** The service's answer, or the sentence that says what is missing and what to do. */
  ask(service: Service, asked: Asked, requestId: string): Promise<Reply>;
}

const limitOf = ({ dailyLimit }: Service, organisation: Organisation): number | undefined =>
  dailyLimit === 'personal' ? organisation.profile.limits.personalQueriesPerDay : dailyLimit;

const refusal = (asked: Asked, text: 'tierNeeded' | 'limitReached', marks: Record<string, string>): Reply =>
  textReply(fill(asked.organisation.profile.texts[text], { service: asked.topic.title, ...marks }));

const isBelow = (follower: Follower, service: Service): boolean => !tierReaches(follower.tier, service.tier);

/** The guard over these uses. A use is on the trail before its answer is, so that no look goes unrecorded. */
export const createGuard = (uses: Uses): Guard => ({
  ask: async (service, asked, requestId) => {
    const { follower, organisation, now } = asked;
    if (isBelow(follower, service)) return refusal(asked, 'tierNeeded', {});
    const limit = limitOf(service, organisation);
    if (limit !== undefined && !(await uses.count(follower.openid, service.name, limit, now))) {
      const resets = beijingTime(nextBeijingMidnight(now));
      return refusal(asked, 'limitReached', { limit: String(limit), resets });
    }
    if (service.audited) await uses.record(follower.openid, { service: service.name, at: now, requestId });
    return service.answer(asked);
  },
});

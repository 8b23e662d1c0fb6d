import type { Binding } from '../followers/binding.ts';
import type { Bindings } from '../followers/bindings.ts';
import { type Follower, type Tier, tierReaches } from '../followers/follower.ts';
import { nextBeijingMidnight } from '../platform/clock.ts';
import type { Organisation } from '../platform/organisation.ts';
import type { Need } from './service.ts';
import type { Uses } from './uses.ts';

/** Whether a follower may: with the binding that is needed, or what is missing. */
export type Admission =
  | { kind: 'admitted'; binding?: Binding }
  /** A proof is missing: the phone, or the real name. */
  | { kind: 'below'; needs: Tier }
  /** Nothing of this kind is bound, or not what was asked for. */
  | { kind: 'unbound'; binding: string }
  /** `resetsAt` in epoch milliseconds. */
  | { kind: 'used-up'; limit: number; resetsAt: number };

/** Who asks for what. */
export interface Asking {
  follower: Follower;
  /** The service's name, under which uses are counted and written down. */
  service: string;
  /** A binding that the follower chose; their default one when absent. */
  bindingId?: string;
  now: number;
  requestId: string;
}

/** The one check before any service: tier, binding, limit, then the trail. Chat and pages both go through it. */
export interface Guard {
  admit(need: Need, asking: Asking): Promise<Admission>;
}

const limitOf = ({ dailyLimit }: Need, organisation: Organisation): number | undefined => {
  if (dailyLimit === 'personal') return organisation.profile.limits.personalQueriesPerDay;
  return dailyLimit === 'none' ? undefined : dailyLimit;
};

const kindsOf = ({ binding = [] }: Need): readonly string[] => (typeof binding === 'string' ? [binding] : binding);

const chosen = (bindings: Binding[], bindingId: string | undefined): Binding | undefined =>
  bindingId === undefined ? bindings[0] : bindings.find(({ id }) => id === bindingId);

/** The guard over these uses and bindings. A use is on the trail before its answer is given, so that no look goes unrecorded. */
export const createGuard = (deps: {
  uses: Pick<Uses, 'count' | 'record'>;
  bindings: Pick<Bindings, 'list'>;
  organisation: Organisation;
}): Guard => {
  const { uses, bindings, organisation } = deps;
  const bindingFor = async (kinds: readonly string[], { follower, bindingId }: Asking) => {
    if (kinds.length === 0) return undefined;
    const all = await bindings.list(follower.openid);
    return chosen(
      all.filter(({ kind }) => kinds.includes(kind)),
      bindingId,
    );
  };

  return {
    admit: async (need, asking) => {
      const { follower, service, now, requestId } = asking;
      const kinds = kindsOf(need);
      const binding = await bindingFor(kinds, asking);
      if (kinds[0] !== undefined && binding === undefined) return { kind: 'unbound', binding: kinds[0] };
      if (!tierReaches(follower.tier, need.tier)) return { kind: 'below', needs: need.tier };
      const limit = limitOf(need, organisation);
      if (limit !== undefined && !(await uses.count(follower.openid, service, limit, now))) {
        return { kind: 'used-up', limit, resetsAt: nextBeijingMidnight(now) };
      }
      if (need.audited) await uses.record(follower.openid, { service, at: now, requestId });
      return binding === undefined ? { kind: 'admitted' } : { kind: 'admitted', binding };
    },
  };
};

import type { Claim, Claims } from '../../lib/callback/claims.ts';

/** Claims in memory, by the rules of those in the table. */
export const memoryClaims = (leaseMs = 5000) => {
  const items = new Map<string, Claim>();
  const isDead = (claim: Claim, now: number) => claim.state === 'claimed' && claim.leaseUntil < now;
  const move = async (identity: string, to: Claim): Promise<boolean> => {
    if (items.get(identity)?.state !== 'claimed') return false;
    items.set(identity, to);
    return true;
  };
  const claims: Claims = {
    claim: async (identity, now) => {
      const held = items.get(identity);
      if (held !== undefined && !isDead(held, now)) return false;
      items.set(identity, { state: 'claimed', leaseUntil: now + leaseMs });
      return true;
    },
    answer: (identity, reply) => move(identity, { state: 'answered', reply }),
    giveUp: (identity) => move(identity, { state: 'late' }),
    read: async (identity) => items.get(identity),
  };
  return { claims, items };
};

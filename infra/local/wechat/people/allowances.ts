import type { AllowanceKind, Follower } from '../state.ts';
import type { World } from '../world.ts';

const minute = 60_000;
const twoDays = 48 * 60 * minute;

/** 客服消息下发条数限制: how many messages an act allows, and for how long. */
const grants: Record<AllowanceKind, { left: number; forMs: number }> = {
  message: { left: 5, forMs: twoDays },
  tap: { left: 3, forMs: minute },
  follow: { left: 3, forMs: minute },
  scan: { left: 3, forMs: minute },
  pay: { left: Number.MAX_SAFE_INTEGER, forMs: twoDays },
};

/** Renews what an act of the follower allows; a second message does not add to the first. */
export const grant = (world: World, person: Follower, kind: AllowanceKind): void => {
  const { left, forMs } = grants[kind];
  person.allowances[kind] = { left, until: world.now() + forMs };
  if (kind === 'message') person.lastMessageAt = world.now();
  world.changed();
};

/** Takes one message from the allowance that ends first. */
export const spend = (world: World, person: Follower): 'taken' | 'window-closed' | 'used-up' => {
  const open = Object.values(person.allowances).filter((allowance) => allowance.until > world.now());
  if (open.length === 0) return 'window-closed';
  const next = open.filter((allowance) => allowance.left > 0).sort((a, b) => a.until - b.until)[0];
  if (!next) return 'used-up';
  next.left -= 1;
  world.changed();
  return 'taken';
};

import type { Counters } from '../../followers/counters.ts';
import { slowly } from '../../guard/attempts.ts';
import { Refusal } from '../../guard/refusal.ts';
import { passwordMatches } from './passwords.ts';
import type { StaffRecord, StaffStore } from './staff.ts';
import type { SignInTries } from './tries.ts';

/** What signing in takes. */
export interface SignInDeps {
  staff: Pick<StaffStore, 'credentials'>;
  tries: SignInTries;
  counters: Counters;
  sleep: (ms: number) => Promise<void>;
}

/** What somebody typed, and from where. */
export interface SignInAttempt {
  name: string;
  password: string;
  sourceIp: string;
}

/** Misses a day from one address, which may be a whole office's. */
const mostByAddress = 100;

const locked = () => new Refusal('locked', '输错次数太多，请 15 分钟后再试。忘记密码请找管理员重设。', { status: 429 });
const wrong = () =>
  new Refusal('wrong_password', '用户名或密码不对。请核对后再试，连续输错 5 次会锁定 15 分钟。', { status: 403 });

const check = async ({ staff }: SignInDeps, { name, password }: SignInAttempt): Promise<StaffRecord | undefined> => {
  const found = await staff.credentials(name);
  const matches = await passwordMatches(password, found?.password);
  return matches && found?.member.disabledAt === undefined ? found?.member : undefined;
};

/**
 * The member whose name and password these are. The same answer in the same time for a wrong password, a name that does not exist and a
 * disabled member. Throws `Refusal`: `wrong_password`; `locked` after five misses within fifteen minutes of each other.
 */
export const signInStaff = async (deps: SignInDeps, attempt: SignInAttempt, now: number): Promise<StaffRecord> => {
  const byAddress = [{ what: 'desk-address', who: attempt.sourceIp, most: mostByAddress }];
  if ((await deps.counters.take(byAddress, now)) !== undefined) throw locked();
  if (!(await deps.tries.take(attempt.name, now))) throw locked();
  const member = await slowly(deps, () => check(deps, attempt));
  if (member === undefined) throw wrong();
  await Promise.all([deps.tries.forget(attempt.name), deps.counters.giveBack(byAddress, now)]);
  return member;
};

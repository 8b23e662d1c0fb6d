import type { Allowance, Counters } from '../followers/counters.ts';
import { Refusal } from './refusal.ts';

/** What guesses are counted by. */
export interface Guesser {
  openid: string;
  sourceIp: string;
  /** What is guessed at, such as an account number; whether it exists makes no difference. */
  target: string;
}

/** What counting guesses takes. */
export interface AttemptDeps {
  counters: Counters;
  sleep: (ms: number) => Promise<void>;
}

/** Misses a day. An address may be a whole mobile network's, or that of a hall's wireless network. */
const most = { follower: 5, target: 5, address: 50 };

const allowancesOf = (what: string, { openid, sourceIp, target }: Guesser): Allowance[] => [
  { what: `${what}-follower`, who: openid, most: most.follower },
  { what: `${what}-target`, who: target, most: most.target },
  { what: `${what}-address`, who: sourceIp, most: most.address },
];

/** No answer comes sooner, so that its time does not tell why. In milliseconds. */
const slowestMs = 800;

/** Does something in no less than 0.8 s. */
export const slowly = async <Result>(
  { sleep }: Pick<AttemptDeps, 'sleep'>,
  work: () => Promise<Result>,
): Promise<Result> => {
  const [result] = await Promise.all([work(), sleep(slowestMs)]);
  return result;
};

/** Takes one of the day's attempts; `giveBack` undoes that. Throws `Refusal` when they are used up, by whomever and at whatever. */
export const takeAttempt = async (
  { counters }: Pick<AttemptDeps, 'counters'>,
  what: string,
  guesser: Guesser,
  now: number,
): Promise<{ giveBack: () => Promise<void> }> => {
  const allowances = allowancesOf(what, guesser);
  if ((await counters.take(allowances, now)) === undefined) {
    return { giveBack: () => counters.giveBack(allowances, now) };
  }
  const message = '今天核对不上的次数太多，为保护账户先停一停，明天可以再试。着急办理请带身份证到网点。';
  throw new Refusal('locked_today', message, { status: 429 });
};

/**
 * Makes a guess that is counted before it is made, so that guesses at once can't exceed, and given back when it hits or could not be made.
 * `undefined` is a miss. Throws `Refusal` when the day's are used up.
 */
export const countedGuess = async <Hit>(
  deps: AttemptDeps,
  what: string,
  guesser: Guesser,
  now: number,
  guess: () => Promise<Hit | undefined>,
): Promise<Hit | undefined> => {
  const { giveBack } = await takeAttempt(deps, what, guesser, now);
  try {
    const hit = await slowly(deps, guess);
    if (hit !== undefined) await giveBack();
    return hit;
  } catch (error) {
    await giveBack();
    throw error;
  }
};

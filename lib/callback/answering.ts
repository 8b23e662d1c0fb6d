import type { Follower } from '../followers/follower.ts';
import { describeError } from '../platform/errors.ts';
import type { InvokeFunction } from '../platform/functions.ts';
import type { Log } from '../platform/log.ts';
import { type Incoming, identityOf } from '../wechat/incoming.ts';
import { noReply, type Reply } from '../wechat/reply.ts';
import type { Claim, Claims } from './claims.ts';
import type { Answerer, AnswerRoute } from './dispatch.ts';

/** What an answering function is called with. */
export interface FollowerEvent {
  incoming: Exclude<Incoming, { kind: 'unknown' }>;
  /** The follower as read when the callback came; absent where the function itself changes them. */
  follower?: Follower;
  /** Identity of the callback, under which the answer is stored. */
  identity: string;
  requestId: string;
}

/** What answering a callback needs. */
export interface AnsweringDeps {
  claims: Claims;
  /** Notes that the follower acted, and reads them. */
  touch: (openid: string, act: 'message' | 'tap', at: number) => Promise<Follower>;
  /** Reads a follower whose act opens no window. */
  findFollower: (openid: string) => Promise<Follower>;
  invoke: InvokeFunction;
  functionNames: Record<Answerer, string>;
  /** The reply when something of ours broke. */
  apology: Reply;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: Log;
}

type Known = FollowerEvent['incoming'];

const followerFor = (deps: AnsweringDeps, { openid, createTime }: Known, { by, act }: AnswerRoute) => {
  if (by === 'on-subscribe') return Promise.resolve(undefined);
  return act === undefined ? deps.findFollower(openid) : deps.touch(openid, act, createTime * 1000);
};

const isDead = (deps: AnsweringDeps, claim: Claim | undefined): boolean =>
  claim?.state === 'claimed' && claim.leaseUntil < deps.now();

/**
 * The reply that another delivery of the same event stores, as soon as it is there; none when it is late, or too late for this delivery;
 * undefined when the other died, and this delivery is to answer in its place.
 */
const awaitOther = async (deps: AnsweringDeps, identity: string, deadline: number): Promise<Reply | undefined> => {
  for (let wait = 40; ; wait = Math.min(wait * 1.5, 300)) {
    const claim = await deps.claims.read(identity);
    if (claim?.state === 'answered') return claim.reply;
    if (claim?.state === 'late') return noReply;
    if (isDead(deps, claim) && (await deps.claims.claim(identity, deps.now()))) return undefined;
    const left = deadline - deps.now();
    if (left <= 0) return noReply;
    await deps.sleep(Math.min(wait, left));
  }
};

const storedReply = async (deps: AnsweringDeps, identity: string): Promise<Reply> => {
  const claim = await deps.claims.read(identity);
  return claim?.state === 'answered' ? claim.reply : noReply;
};

/** Time is up: the function is told so by the claim, unless its reply came at the same moment. */
const giveUp = async (deps: AnsweringDeps, identity: string): Promise<Reply> => {
  if (!(await deps.claims.giveUp(identity))) return storedReply(deps, identity);
  deps.log.warn('reply_late');
  return noReply;
};

/** Between the deadline and WeChat's five seconds; a table that does not answer within it leaves the follower without a reply. */
const graceMs = 300;

const giveUpInTime = (deps: AnsweringDeps, identity: string): Promise<Reply> =>
  Promise.race([giveUp(deps, identity), deps.sleep(graceMs).then(() => noReply)]);

/** A function that failed without storing a reply gets the apology stored in its place, so that a repeated delivery hears the same. */
const apologise = async (deps: AnsweringDeps, identity: string): Promise<Reply> =>
  (await deps.claims.answer(identity, deps.apology)) ? deps.apology : storedReply(deps, identity);

/** An invocation given up earlier may not have left; its answer comes late then, but it comes. */
const leastPatienceMs = 200;

const askFunction = async (deps: AnsweringDeps, route: AnswerRoute, event: FollowerEvent, deadline: number) => {
  const patience = AbortSignal.timeout(Math.max(deadline - deps.now(), leastPatienceMs));
  try {
    return ((await deps.invoke(deps.functionNames[route.by], event, patience)) ?? noReply) as Reply;
  } catch (error) {
    if (route.silent) throw error;
    if (patience.aborted) return giveUpInTime(deps, event.identity);
    if (route.mustHappen) throw error;
    deps.log.error('function_failed', { function: route.by, code: describeError(error).code });
    return apologise(deps, event.identity);
  }
};

/**
 * Claim, ask the function, and give its reply by the deadline (epoch milliseconds), or `none` when it comes later.
 * Claim and follower are one round trip, since noting an act twice changes nothing.
 */
export const answer = async (
  deps: AnsweringDeps,
  incoming: Known,
  route: AnswerRoute,
  options: { deadline: number; requestId: string },
): Promise<Reply> => {
  const identity = identityOf(incoming);
  const [isOurs, follower] = await Promise.all([
    deps.claims.claim(identity, deps.now()),
    followerFor(deps, incoming, route),
  ]);
  const others = isOurs ? undefined : await awaitOther(deps, identity, options.deadline);
  if (others !== undefined) return others;
  const event: FollowerEvent = {
    incoming,
    identity,
    requestId: options.requestId,
    ...(follower === undefined ? {} : { follower }),
  };
  return askFunction(deps, route, event, options.deadline);
};

import { randomUUID } from 'node:crypto';
import type { FollowerEvent } from '../callback/answering.ts';
import type { Claims } from '../callback/claims.ts';
import { type Follower, type KeptAnswer, keptAnswerMs } from '../followers/follower.ts';
import type { KeptAnswers } from '../followers/kept-answers.ts';
import type { Followers } from '../followers/store.ts';
import { describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Organisation } from '../platform/organisation.ts';
import { fill } from '../platform/wording.ts';
import { isEmptyReply, noReply, type Reply } from '../wechat/reply.ts';
import { type Answer, apologyOf, preceded, roomBefore } from './answer.ts';
import type { LateDelivery } from './late-delivery.ts';

/** What turns an answer into a reply that reaches the follower once. */
export interface ResponderDeps {
  organisation: Organisation;
  claims: Pick<Claims, 'answer'>;
  followers: Pick<Followers, 'moveTo'>;
  keptAnswers: Pick<KeptAnswers, 'drop'>;
  lateDelivery: LateDelivery;
  /** How long a function may think before it apologises, in milliseconds; below its own time limit. */
  patienceMs: number;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: Log;
}

/** The words that a reply is remembered by: the message's text, or nothing. */
const questionOf = ({ incoming }: FollowerEvent): string =>
  incoming.kind === 'message' && incoming.type === 'text' ? [...incoming.content].slice(0, 30).join('') : '';

const openAnswers = (follower: Follower | undefined, now: number): KeptAnswer[] =>
  (follower?.keptAnswers ?? []).filter(({ at }) => now - at < keptAnswerMs);

const lateText = ({ profile }: Organisation, { question, content }: KeptAnswer): string =>
  `${fill(profile.texts.lateAnswer, { question })}\n${content}`;

/** With this much room, in bytes, an answer too long to be shown whole beside another is shown in part. */
const partialRoom = 600;

/** The oldest of the kept answers, as many as the message has room for beside the answer. */
const fitting = (organisation: Organisation, kept: KeptAnswer[], { reply }: Answer): KeptAnswer[] => {
  const room = reply.type === 'text' ? roomBefore(reply.content) : 0;
  const texts = kept.map((each) => lateText(organisation, each));
  const sizes = texts.map((_, position) => Buffer.byteLength(texts.slice(0, position + 1).join('\n\n')));
  const whole = sizes.filter((size) => size <= room).length;
  return kept.slice(0, whole === 0 && room >= partialRoom ? 1 : whole);
};

/** Answers kept from before go first, each under the question it answers; those without room wait for the next message. */
const withKept = (organisation: Organisation, shown: KeptAnswer[], answer: Answer): Answer =>
  shown.length === 0 ? answer : preceded(shown.map((kept) => lateText(organisation, kept)).join('\n\n'), answer);

/** The answer, or the apology when it fails or thinks longer than it may. What must happen is thrown, so that the queue repeats it. */
const answerOrApologise = async (
  deps: ResponderDeps,
  answering: Promise<Answer>,
  event: FollowerEvent,
): Promise<Answer> => {
  const outOfPatience = deps.sleep(deps.patienceMs).then(() => Promise.reject(new Error('out of patience')));
  try {
    const answer = await Promise.race([answering, outOfPatience]);
    if (answer.reply.type !== 'none' && isEmptyReply(answer.reply)) throw new Error('the answer is empty');
    return answer;
  } catch (error) {
    if (event.follower === undefined) throw error;
    const { code, message } = describeError(error);
    deps.log.error('answer_failed', { code, reason: message });
    return { reply: apologyOf(deps.organisation) };
  }
};

/**
 * Where the follower stands now, and kept answers that are shown by this one: both after the fact, both harmless when repeated;
 * a fault in them costs nobody the answer.
 */
const afterwards = (
  deps: ResponderDeps,
  { incoming, follower }: FollowerEvent,
  answer: Answer,
  shown: KeptAnswer[],
) => {
  const { path } = answer;
  const stored = follower?.keptAnswers ?? [];
  const firstOpen = stored.length - openAnswers(follower, deps.now()).length;
  const unmoved = path === undefined || (path.length === 0 && follower?.menuPosition === undefined);
  const afterAll = [
    unmoved ? undefined : deps.followers.moveTo(incoming.openid, { path, at: deps.now() }),
    shown.length === 0 ? undefined : deps.keptAnswers.drop(incoming.openid, stored.slice(0, firstOpen + shown.length)),
  ];
  return Promise.all(afterAll).catch((error: unknown) => {
    deps.log.error('afterwards_failed', { code: describeError(error).code });
  });
};

/**
 * Makes a function out of answers: the answer is stored under the event's claim and returned, as long as WeChat waits for it;
 * after that it goes out as a customer-service message, or is kept for the next message.
 */
export const createResponder =
  (deps: ResponderDeps, answers: (event: FollowerEvent) => Promise<Answer>) =>
  async (event: FollowerEvent): Promise<Reply> => {
    const own = await answerOrApologise(deps, answers(event), event);
    const shown = fitting(deps.organisation, openAnswers(event.follower, deps.now()), own);
    const answer = withKept(deps.organisation, shown, own);
    const [inTime] = await Promise.all([
      deps.claims.answer(event.identity, answer.reply),
      afterwards(deps, event, answer, shown),
    ]);
    if (inTime) return answer.reply;
    await deps.lateDelivery(event.incoming.openid, {
      id: randomUUID(),
      question: questionOf(event),
      reply: answer.reply,
    });
    return noReply;
  };

import { randomUUID } from 'node:crypto';
import type { FollowerEvent } from '../callback/answering.ts';
import type { Claims } from '../callback/claims.ts';
import { type KeptAnswer, keptAnswerMs } from '../followers/follower.ts';
import type { KeptAnswers } from '../followers/kept-answers.ts';
import type { Followers } from '../followers/store.ts';
import { describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Organisation } from '../platform/organisation.ts';
import { fill } from '../platform/wording.ts';
import { isEmptyReply, noReply, type Reply } from '../wechat/reply.ts';
import { type Answer, apologyOf, preceded } from './answer.ts';
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

const openAnswers = ({ follower }: FollowerEvent, now: number): KeptAnswer[] =>
  (follower?.keptAnswers ?? []).filter(({ at }) => now - at < keptAnswerMs);

/** Answers kept from before go first, each under the question it answers. */
const withKept = (organisation: Organisation, kept: KeptAnswer[], answer: Answer): Answer => {
  const { lateAnswer } = organisation.profile.texts;
  const lines = kept.map(({ question, content }) => `${fill(lateAnswer, { question })}\n${content}`);
  return lines.length === 0 ? answer : preceded(lines.join('\n\n'), answer);
};

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

/** Where the follower stands now, and kept answers that are shown by this one: both after the fact, both harmless when repeated. */
const afterwards = (
  deps: ResponderDeps,
  { incoming, follower }: FollowerEvent,
  answer: Answer,
  shown: KeptAnswer[],
) => {
  const { path } = answer;
  const unmoved = path === undefined || (path.length === 0 && follower?.menuPosition === undefined);
  return [
    unmoved ? undefined : deps.followers.moveTo(incoming.openid, { path, at: deps.now() }),
    shown.length === 0 ? undefined : deps.keptAnswers.drop(incoming.openid, follower?.keptAnswers ?? []),
  ];
};

/**
 * Makes a function out of answers: the answer is stored under the event's claim and returned, as long as WeChat waits for it;
 * after that it goes out as a customer-service message, or is kept for the next message.
 */
export const createResponder =
  (deps: ResponderDeps, answers: (event: FollowerEvent) => Promise<Answer>) =>
  async (event: FollowerEvent): Promise<Reply> => {
    const kept = openAnswers(event, deps.now());
    const own = await answerOrApologise(deps, answers(event), event);
    const answer = withKept(deps.organisation, kept, own);
    const shown = answer === own ? [] : kept;
    const [inTime] = await Promise.all([
      deps.claims.answer(event.identity, answer.reply),
      ...afterwards(deps, event, answer, shown),
    ]);
    if (inTime) return answer.reply;
    await deps.lateDelivery(event.incoming.openid, {
      id: randomUUID(),
      question: questionOf(event),
      reply: answer.reply,
    });
    return noReply;
  };

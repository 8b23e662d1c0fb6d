import type { KeptAnswers } from '../followers/kept-answers.ts';
import type { Ledger } from '../followers/ledger.ts';
import { describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { WeChatNetworkError } from '../wechat/api-errors.ts';
import type { Delivery } from '../wechat/customer-service.ts';
import type { Reply } from '../wechat/reply.ts';

/** An answer that WeChat no longer waits for. */
export interface LateAnswer {
  id: string;
  question: string;
  reply: Reply;
}

/** Brings a late answer to the follower: at once as a customer-service message, or with the reply to the next message. */
export type LateDelivery = (openid: string, late: LateAnswer) => Promise<void>;

/** What late delivery needs. */
export interface LateDeliveryDeps {
  ledger: Ledger;
  keptAnswers: Pick<KeptAnswers, 'keep'>;
  send: (openid: string, reply: Reply) => Promise<Delivery>;
  now: () => number;
  log: Log;
}

type Outcome = Delivery['kind'] | 'no-room' | 'failed' | 'unknown';

/** A reply in words, for the next message to carry; undefined where it has none. */
const inWords = (reply: Reply): string | undefined => {
  if (reply.type === 'text') return reply.content;
  if (reply.type !== 'news') return undefined;
  return reply.articles.map(({ title, url }) => `<a href="${url}">${title}</a>`).join('\n');
};

/**
 * What became of a message. Without an answer from WeChat its fate is unknown, and it is neither sent again nor kept: the interface knows no
 * deduplication, and the same answer twice confuses more than a repeated question costs.
 */
const trySending = async (deps: LateDeliveryDeps, openid: string, reply: Reply): Promise<Outcome> => {
  if (!(await deps.ledger.spend(openid, deps.now()))) return 'no-room';
  try {
    return (await deps.send(openid, reply)).kind;
  } catch (error) {
    const { code, message } = describeError(error);
    deps.log.error('late_answer_failed', { code, reason: message });
    return error instanceof WeChatNetworkError ? 'unknown' : 'failed';
  }
};

const keeps = new Set<Outcome>(['no-room', 'window-closed', 'failed']);

/** Sends what the ledger has room for and keeps the rest. */
export const createLateDelivery =
  (deps: LateDeliveryDeps): LateDelivery =>
  async (openid, { id, question, reply }) => {
    if (reply.type === 'none') return;
    const outcome = await trySending(deps, openid, reply);
    const content = inWords(reply);
    const isKept = keeps.has(outcome) && content !== undefined;
    if (isKept) await deps.keptAnswers.keep(openid, { id, question, content, at: deps.now() });
    deps.log.info('late_answer', { openid, outcome, kept: isKept });
  };

import { createHash } from 'node:crypto';
import type { SendOutcome } from '../channels/channel.ts';
import type { Fact } from '../merge.ts';
import { refusedUntil } from '../quota.ts';
import type { DeliveryCode } from '../segment.ts';
import { endRun, type Run } from './run.ts';
import type { Watch } from './watch.ts';

/** Sends messages of a run, each when it is its turn. */
export interface Messages {
  /** What became of the message; undefined when it has not gone out, since the run is at an end. */
  send(openid: string): Promise<Fact | undefined>;
}

const codes: Partial<Record<SendOutcome['kind'], DeliveryCode>> = {
  accepted: 'a',
  'not-following': 'n',
  refused: 'r',
  // By the account itself, so that WeChat never took it: `b` is for those who block the account.
  blocked: 'x',
  rejected: 'x',
  unknown: 'u',
};

/** Refusals for speed that one message takes before the run pauses. */
const mostTooFast = 6;
const tooFastPauseMs = 60_000;
/** Unknown messages one after the other, after which WeChat is taken to be down. */
const mostUnknown = 10;
const noAnswerPauseMs = 30_000;
/** Answers about people alone, after which the notice itself is taken to be in order. */
const mostProbes = 20;
/** Refusals that may be about one person or about the account: 50002, and codes that nobody knows. So many in a row are about the account. */
const doubtful: ReadonlySet<string> = new Set(['wechat_restricted', 'wechat_unknown_code']);
const mostDoubtful = 3;

/** The id under which WeChat sends a notice to a person once: says nothing about either. */
export const clientMessageId = (noticeId: string, openid: string): string =>
  createHash('sha256').update(`${noticeId} ${openid}`).digest('base64url').slice(0, 32);

const isDoubtful = (outcome: SendOutcome): boolean => outcome.kind === 'stop' && doubtful.has(outcome.reason.code);

const paceOf = ({ kind }: SendOutcome) => (kind === 'accepted' ? 'taken' : kind === 'too-fast' ? kind : 'other');

/**
 * The messages of one run. The first go alone, one after the other, until WeChat has taken one: a notice that it does not take stops before it does
 * harm (47003), and a WeChat that does not answer costs one unknown message and not a hundred.
 */
export const createMessages = (run: Run, watch: Pick<Watch, 'glance'>, now: () => number): Messages => {
  const { notice, channel, pace } = run;
  const { template, fields, link } = notice;
  // Of a few people nobody could tell whether it is the account, and somebody must hear of that.
  const mayDoubt = (notice.people ?? 0) > mostDoubtful * notice.shards;
  let probing: Promise<unknown> | undefined = Promise.resolve();
  let probes = 0;
  let unknownInARow = 0;
  let doubtsInARow = 0;

  /** Whether the run may go on after this outcome is noted here, once for all ways to end. */
  const note = (outcome: SendOutcome, askedAt: number): void => {
    unknownInARow = outcome.kind === 'unknown' ? unknownInARow + 1 : 0;
    if (isDoubtful(outcome)) doubtsInARow += 1;
    if (outcome.kind === 'accepted') doubtsInARow = 0;
    if (outcome.kind === 'stop' && !(mayDoubt && isDoubtful(outcome) && doubtsInARow < mostDoubtful))
      endRun(run, { kind: 'refused', reason: outcome.reason });
    if (outcome.kind === 'quota')
      endRun(run, { kind: 'wait', until: refusedUntil(now()), why: 'quota-refused', askedAt });
    if (outcome.kind === 'unknown' && (probing !== undefined || unknownInARow >= mostUnknown))
      endRun(run, { kind: 'wait', until: now() + noAnswerPauseMs, why: 'no-answer' });
    if (codes[outcome.kind] === undefined || outcome.kind === 'unknown') return;
    probes += 1;
    if (outcome.kind === 'accepted' || probes >= mostProbes) probing = undefined;
  };

  const tryOnce = async (openid: string): Promise<{ outcome: SendOutcome; askedAt: number } | undefined> => {
    await pace.turn();
    watch.glance();
    if (run.end !== undefined) {
      pace.end('other');
      return undefined;
    }
    const askedAt = now();
    try {
      const message = { openid, template, fields, clientMessageId: clientMessageId(notice.id, openid) };
      const outcome = await channel.send(link === undefined ? message : { ...message, link });
      pace.end(paceOf(outcome));
      return { outcome, askedAt };
    } catch (error) {
      pace.end('other');
      throw error;
    }
  };

  const deliver = async (openid: string): Promise<Fact | undefined> => {
    for (let round = 0; round < mostTooFast; round += 1) {
      const tried = await tryOnce(openid);
      if (tried === undefined) return undefined;
      const { outcome, askedAt } = tried;
      note(outcome, askedAt);
      // One person whom WeChat refuses must not keep the notice from all others, each time that it is resumed.
      const code = isDoubtful(outcome) && run.end === undefined ? 'x' : codes[outcome.kind];
      if (outcome.kind === 'accepted' && outcome.messageId !== undefined)
        return { code: 'a', messageId: outcome.messageId };
      if (code !== undefined) return { code };
      if (outcome.kind !== 'too-fast') return undefined;
    }
    endRun(run, { kind: 'wait', until: now() + tooFastPauseMs, why: 'too-fast' });
    return undefined;
  };

  return {
    send: async (openid) => {
      while (probing !== undefined) {
        const before = probing;
        await before;
        if (probing !== before) continue;
        const probe = deliver(openid);
        probing = probe.catch(() => {});
        return probe;
      }
      return deliver(openid);
    },
  };
};

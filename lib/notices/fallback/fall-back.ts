import type { Log } from '../../platform/log.ts';
import type { NoticeRules } from '../../platform/profile/notices.ts';
import type { DueStore } from '../due.ts';
import type { Notice } from '../model.ts';
import type { PushQueues } from '../port.ts';
import { endOf, isWithin } from '../quiet-hours.ts';
import type { Readings } from '../readings.ts';
import { remindUnreadAt } from '../remind-unread.ts';
import { type Segment, unreachedCodes } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { NoticeStore } from '../store.ts';
import type { TextMessages, TextsOutcome } from './text-messages.ts';

/** What text messages to those whom WeChat could not reach need. */
export interface FallBackDeps {
  notices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'stream'>;
  readings: Pick<Readings, 'unread'>;
  texts: TextMessages;
  queues: Pick<PushQueues, 'fallBack'>;
  due: Pick<DueStore, 'put'>;
  rules: Pick<NoticeRules, 'quietHours'>;
  now: () => number;
  log: Log;
}

/** A phone gets one message in 30 seconds, five an hour (短信: 频率限制). */
const laterMs = 35 * 60_000;
/** After two days a notice's text message is no help any more. */
const helpsMs = 48 * 3_600_000;
const spareMs = 20_000;
const lookAgainMs = 1_000;

/** Since when text messages help, in epoch milliseconds: once a notice that must be read has been read by few for long enough, those who have not are reminded. */
const helpSince = (notice: Notice, now: number): { at: number; remindUnread: boolean } => {
  const remindAt = remindUnreadAt(notice);
  const remindUnread = remindAt !== undefined && remindAt <= now;
  return { at: remindUnread ? remindAt : (notice.startedAt ?? notice.createdAt), remindUnread };
};

/** Whether its text messages may go at all: nobody has stopped it, and they still help. */
const mayGo = (notice: Notice | undefined, now: number): notice is Notice => {
  if (notice?.state !== 'sending' && notice?.state !== 'sent') return false;
  return now < (notice.until ?? Number.POSITIVE_INFINITY) && now - helpSince(notice, now).at <= helpsMs;
};

/** Until when they wait: those of bulk notices wake nobody in the organisation's quiet hours. */
const quietUntil = ({ quietHours }: FallBackDeps['rules'], { lane }: Notice, now: number): number | undefined =>
  lane === 'bulk' && isWithin(quietHours, now) ? endOf(quietHours, now) : undefined;

/** The people of a segment who follow and have not read the notice. */
const unreadOf = async (
  readings: FallBackDeps['readings'],
  { noticeId, deliveries }: Segment,
): Promise<Set<string>> => {
  const unread = new Set<string>();
  for await (const { openid } of readings.unread(noticeId, deliveries)) unread.add(openid);
  return unread;
};

/** Reads the notice again when what was read is a second old: whoever stops it is heeded in the middle of a shard. */
const createLook = ({ notices, now }: Pick<FallBackDeps, 'notices' | 'now'>, noticeId: string) => {
  let seen: { notice: Notice | undefined; at: number } | undefined;
  return async (): Promise<Notice | undefined> => {
    if (seen === undefined || now() - seen.at >= lookAgainMs) seen = { notice: await notices.get(noticeId), at: now() };
    return seen.notice;
  };
};

/**
 * Sends text messages to those of a shard whom WeChat could not or may not deliver to, each person once, whatever dies in between; never to who
 * unfollowed; when the time to read a notice that must be read is over, to those who have not read it as well. Bulk ones wait for the end of the quiet
 * hours. What the operator's pace or a fault of the account's put off is tried again half an hour later, for two days.
 */
export const createFallBack = (deps: FallBackDeps) => {
  const { segments, readings, texts, queues, due, rules, now, log } = deps;

  const sendTo = async (notice: Notice, segment: Segment): Promise<TextsOutcome> => {
    const { remindUnread } = helpSince(notice, now());
    const unread = remindUnread ? await unreadOf(readings, segment) : new Set();
    return texts.send(notice, segment, ({ openid, code }) => unreachedCodes.has(code) || unread.has(openid));
  };

  return async (noticeId: string, shard: number, remainingMs: () => number): Promise<void> => {
    const look = createLook(deps, noticeId);
    const later = (at: number) => due.put(at, `fall-back ${noticeId} ${shard}`, { do: 'fall-back', noticeId, shard });
    let putOff = false;
    for await (const segment of segments.stream(noticeId, shard)) {
      if (remainingMs() < spareMs) return queues.fallBack(noticeId, shard);
      const notice = await look();
      if (!mayGo(notice, now())) return;
      const quiet = quietUntil(rules, notice, now());
      if (quiet !== undefined) return later(quiet);
      const outcome = await sendTo(notice, segment);
      putOff ||= outcome !== 'settled';
      if (outcome === 'stopped') break;
    }
    if (!putOff) return;
    log.info('notice_texts_put_off', { notice: noticeId, shard });
    await later(now() - (now() % laterMs) + laterMs);
  };
};

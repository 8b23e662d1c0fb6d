import type { Log } from '../../platform/log.ts';
import type { DueStore } from '../due.ts';
import type { Notice } from '../model.ts';
import type { PushQueues } from '../port.ts';
import type { Readings } from '../readings.ts';
import { remindUnreadAt } from '../remind-unread.ts';
import { type Delivery, type Segment, unreachedCodes } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { NoticeStore } from '../store.ts';
import type { TextMessages } from './text-messages.ts';

/** What text messages to those whom WeChat could not reach need. */
export interface FallBackDeps {
  notices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'stream'>;
  readings: Pick<Readings, 'unread'>;
  texts: TextMessages;
  queues: Pick<PushQueues, 'fallBack'>;
  due: Pick<DueStore, 'put'>;
  now: () => number;
  log: Log;
}

/** A phone gets one message in 30 seconds, five an hour (短信: 频率限制). */
const laterMs = 35 * 60_000;
/** After two days a notice's text message is no help any more. */
const helpsMs = 48 * 3_600_000;
const spareMs = 20_000;

/** Since when text messages help, in epoch milliseconds: once a notice that must be read has been read by few for long enough, those who have not are reminded. */
const helpSince = (notice: Notice, now: number): { at: number; remindUnread: boolean } => {
  const remindAt = remindUnreadAt(notice);
  const remindUnread = remindAt !== undefined && remindAt <= now;
  return { at: remindUnread ? remindAt : (notice.startedAt ?? notice.createdAt), remindUnread };
};

/** The people of a segment who follow and have not read the notice. */
const unreadOf = async (
  readings: FallBackDeps['readings'],
  { noticeId, deliveries }: Segment,
): Promise<Set<string>> => {
  const unread = new Set<string>();
  for await (const { openid } of readings.unread(noticeId, deliveries)) unread.add(openid);
  return unread;
};

/**
 * Sends text messages to those of a shard whom WeChat could not or may not deliver to, each person once, whatever dies in between; never to who
 * unfollowed; when the time to read a notice that must be read is over, to those who have not read it as well. What the operator's pace or a fault of the account's put off is tried again half an hour later, for two days.
 */
export const createFallBack =
  ({ notices, segments, readings, texts, queues, due, now, log }: FallBackDeps) =>
  async (noticeId: string, shard: number, remainingMs: () => number): Promise<void> => {
    const notice = await notices.get(noticeId);
    if (notice === undefined) return;
    const { at: since, remindUnread } = helpSince(notice, now());
    if (now() - since > helpsMs) return;
    if (notice.state !== 'sending' && notice.state !== 'sent') return;
    let putOff = false;
    for await (const segment of segments.stream(noticeId, shard)) {
      if (remainingMs() < spareMs) return queues.fallBack(noticeId, shard);
      const unread = remindUnread ? await unreadOf(readings, segment) : new Set();
      const wanted = ({ openid, code }: Delivery) => unreachedCodes.has(code) || unread.has(openid);
      const outcome = await texts.send(notice, segment, wanted);
      putOff ||= outcome !== 'settled';
      if (outcome === 'stopped') break;
    }
    if (!putOff) return;
    log.info('notice_texts_put_off', { notice: noticeId, shard });
    const at = now() - (now() % laterMs) + laterMs;
    await due.put(at, `fall-back ${noticeId} ${shard}`, { do: 'fall-back', noticeId, shard });
  };

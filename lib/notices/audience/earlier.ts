import { AppError } from '../../platform/errors.ts';
import { shardOf } from '../../platform/keys.ts';
import type { Audience, Notice } from '../model.ts';
import type { Readings } from '../readings.ts';
import { type Delivery, unreachedCodes } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { NoticeStore } from '../store.ts';
import type { Part } from './lists.ts';
import type { NextPage } from './merge.ts';

/** The audience of an earlier notice, or a part of it. */
export type EarlierAudience = Extract<Audience, { of: 'notice' }>;

/** What reading the recipients of an earlier notice takes. */
export interface EarlierDeps {
  notices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'stream'>;
  readings: Pick<Readings, 'unread'>;
}

/**
 * Gone at the time, or refused, without a text message in its place; who was not tried only when the notice is through: their turn may yet come, also that
 * of a stopped one. What is unknown may have arrived.
 */
const isNotReached = ({ code, sms }: Delivery, { state }: Notice): boolean =>
  (unreachedCodes.has(code) || (code === '.' && state === 'sent')) && sms !== 's' && sms !== 'p';

/** The earlier notice, once all its recipients are known. Throws `unknown_notice`, and `not_frozen` (`retry`) while they are being counted. */
export const readEarlier = async ({ notices }: Pick<EarlierDeps, 'notices'>, noticeId: string): Promise<Notice> => {
  const earlier = await notices.get(noticeId);
  if (earlier === undefined) throw new AppError('unknown_notice', 'reject', 'no such notice');
  if (earlier.state === 'freezing')
    throw new AppError('not_frozen', 'retry', 'the earlier notice is still being counted');
  return earlier;
};

/** Recipients of a shard, segment by segment; of a notice to a few people, whose one shard holds all, those of this shard. */
async function* pagesOf(deps: EarlierDeps, earlier: Notice, { which }: EarlierAudience, { shard, after = '' }: Part) {
  const isOne = earlier.shards === 1;
  for await (const { deliveries } of deps.segments.stream(earlier.id, isOne ? 0 : shard)) {
    const later = deliveries.filter(({ openid }) => openid > after && (!isOne || shardOf(openid) === shard));
    if (later.length === 0) continue;
    if (which !== 'unread') yield later.filter((delivery) => which === 'all' || isNotReached(delivery, earlier));
    else {
      const unread: Delivery[] = [];
      for await (const delivery of deps.readings.unread(earlier.id, later)) unread.push(delivery);
      yield unread;
    }
  }
}

/** Recipients of an earlier notice, in the order of openids. */
export const recipientsOf = (deps: EarlierDeps, earlier: Notice, audience: EarlierAudience, part: Part): NextPage => {
  const pages = pagesOf(deps, earlier, audience, part);
  return async () => {
    for (;;) {
      const { value, done } = await pages.next();
      if (done) return undefined;
      if (value.length > 0)
        return value.map(({ openid }) => ({ openid })).sort((a, b) => (a.openid < b.openid ? -1 : 1));
    }
  };
};

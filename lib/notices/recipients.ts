import { shardOf } from '../platform/keys.ts';
import type { Notice } from './model.ts';
import type { SegmentStore } from './segments.ts';

/**
 * Whether somebody is among those whom a frozen notice is to reach. Segments of a shard stand in the order of their openids, so that one person is
 * found by halving: ten reads for a million recipients. Segments are kept for 90 days; later nobody is found.
 */
export const isRecipient = async (
  segments: Pick<SegmentStore, 'get' | 'last'>,
  { id, shards }: Pick<Notice, 'id' | 'shards'>,
  openid: string,
): Promise<boolean> => {
  const shard = shards === 1 ? 0 : shardOf(openid);
  let low = 0;
  let high = (await segments.last(id, shard))?.number ?? -1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const people = (await segments.get(id, shard, middle))?.deliveries ?? [];
    if (people.some((each) => each.openid === openid)) return true;
    if (openid < (people[0]?.openid ?? '')) high = middle - 1;
    else low = middle + 1;
  }
  return false;
};

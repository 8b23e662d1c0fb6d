import { countsOf } from './segment.ts';
import type { SegmentStore } from './segments.ts';
import type { Counts, Tallies } from './tallies.ts';

/** Segments before anything was tried. */
const untouched = 1;

/**
 * Counts a shard's segments again where who wrote them died before their tally, so that the figures are what the segments say; a read unit for each
 * 96 people. Gives the shard's counts.
 */
export const reconcile = async (
  { segments, tallies }: { segments: Pick<SegmentStore, 'stream'>; tallies: Pick<Tallies, 'versions' | 'record'> },
  noticeId: string,
  shard: number,
): Promise<Counts> => {
  const sum: Counts = {};
  const counted = await tallies.versions(noticeId, shard);
  for await (const segment of segments.stream(noticeId, shard)) {
    const counts = countsOf(segment.deliveries);
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
    const isCounted = segment.version === untouched || (counted.get(segment.number) ?? 0) >= segment.version;
    if (!isCounted) await tallies.record(segment, counts);
  }
  return sum;
};

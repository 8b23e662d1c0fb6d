import type { Delivery, Segment } from '../segment.ts';

/**
 * WeChat remembers a `client_msg_id` for about ten minutes; an unknown message goes again for eight after its first try, with room for the call.
 */
export const memoryMs = 8 * 60_000;

/**
 * Receipts come within minutes. A message that nobody knows of and that has none after a quarter of an hour, with the receipts of that time joined,
 * never went, and goes once more.
 */
const receiptMs = 15 * 60_000;
/** How far the joining of receipts may be behind. */
const joinLagMs = 5 * 60_000;
/** When a shard looks again for the receipts of unknown messages. */
export const lookAgainMs = 4 * 60_000;
/** By then an unknown message stays one. */
const giveUpMs = 24 * 3_600_000;

/** What decides whether an unknown message may go again. */
export interface Memory {
  repeatable: boolean;
  /** When the segment's messages first went out. */
  sentAt: number | undefined;
  /** All receipts that were written before are joined. */
  joinedUntil: number;
  /** Whether the receipts of all others of the segment have come: where some are missing, a missing one says nothing. */
  othersAcknowledged: boolean;
  now: number;
}

/** Whether a message sent since `sentAt` may go again under its id. */
export const isRemembered = ({ repeatable, sentAt, now }: Memory): boolean =>
  repeatable && now - (sentAt ?? now) <= memoryMs;

/** Whether an unknown message of then never went, by the receipt that did not come. Where WeChat knows no ids, that is left to staff. */
const neverWent = ({ repeatable, sentAt, joinedUntil, othersAcknowledged, now }: Memory): boolean =>
  repeatable &&
  othersAcknowledged &&
  sentAt !== undefined &&
  now - sentAt >= receiptMs &&
  joinedUntil - sentAt >= receiptMs - joinLagMs;

/** Whether there is something left to send to this person now. */
export const isLeft = ({ code }: Pick<Delivery, 'code'>, memory: Memory): boolean =>
  code === '.' || code === 'q' || (code === 'u' && (isRemembered(memory) || neverWent(memory)));

/** Whether a receipt is awaited that decides whether the message goes again. */
export const isAwaited = ({ code }: Pick<Delivery, 'code'>, memory: Memory): boolean =>
  code === 'u' && memory.repeatable && memory.now - (memory.sentAt ?? memory.now) < giveUpMs;

/** What a segment's next writing says of it: `ready` while somebody is left, or may yet be. */
export const stateOf = (deliveries: readonly Delivery[], memory: Memory): Segment['state'] =>
  deliveries.some((delivery) => isLeft(delivery, memory) || isAwaited(delivery, memory)) ? 'ready' : 'done';

/** Since when a segment's messages go out, for its next claim: the first try counts while it may have been one for somebody. */
export const firstTriedAt = (segment: Segment, memory: Memory): number => {
  const mayHaveBeenTried = segment.state === 'sending' || segment.deliveries.some(({ code }) => code === 'u');
  return mayHaveBeenTried && !neverWent(memory) ? (segment.sentAt ?? memory.now) : memory.now;
};

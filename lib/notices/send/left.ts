import type { Delivery, Segment } from '../segment.ts';

/**
 * WeChat remembers a `client_msg_id` for about ten minutes; an unknown message goes again for eight after its first try, with room for the call.
 */
export const memoryMs = 8 * 60_000;

/** What decides whether an unknown message may go again. */
export interface Memory {
  repeatable: boolean;
  /** When the segment's messages first went out. */
  sentAt: number | undefined;
  now: number;
}

/** Whether a message sent since `sentAt` may go again under its id. */
export const isRemembered = ({ repeatable, sentAt, now }: Memory): boolean =>
  repeatable && now - (sentAt ?? now) <= memoryMs;

/** Whether there is something left to send to this person. */
export const isLeft = ({ code }: Pick<Delivery, 'code'>, memory: Memory): boolean =>
  code === '.' || code === 'q' || (code === 'u' && isRemembered(memory));

/** What a segment's next writing says of it: `ready` while somebody is left. */
export const stateOf = (deliveries: readonly Delivery[], memory: Memory): Segment['state'] =>
  deliveries.some((delivery) => isLeft(delivery, memory)) ? 'ready' : 'done';

/** Since when a segment's messages go out, for its next claim: the first try counts while it may have been one for somebody. */
export const firstTriedAt = (segment: Segment, now: number): number => {
  const mayHaveBeenTried = segment.state === 'sending' || segment.deliveries.some(({ code }) => code === 'u');
  return mayHaveBeenTried ? (segment.sentAt ?? now) : now;
};

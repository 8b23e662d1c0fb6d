import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** The limit of requests per minute of each caller, over all instances. */
export interface Rate {
  /** Takes one request of the running minute; false when the minute is used up. `now` in epoch milliseconds. */
  take(caller: { id: string; perMinute: number }, now: number): Promise<boolean>;
}

const minuteMs = 60_000;
const keptMs = 10 * minuteMs;
/** An instance holds at most this part of a caller's minute. */
const mostParts = 20;

interface Held {
  minute: number;
  left: number;
  next: number;
  usedUp: boolean;
}

/** Whole seconds until the minute is over. */
export const secondsLeft = (now: number): number => Math.ceil((minuteMs - (now % minuteMs)) / 1000);

/**
 * The limits in the table: one counter per caller and minute, from which an instance takes blocks of 1, 2, 4 … requests, so that a busy caller costs a
 * few writes a minute and not one per request. An instance holds at most as many unused as it has used: a limit may bite a little early, never late.
 */
export const createRate = ({ client, name }: Table): Rate => {
  const held = new Map<string, Held>();

  const takeBlock = (id: string, minute: number, block: number, most: number): Promise<boolean> =>
    written(
      client.send(
        new UpdateCommand({
          TableName: name,
          Key: keys.requestCount(id, minute),
          UpdateExpression: 'SET taken = if_not_exists(taken, :none) + :block, expiresAt = :expiry',
          ConditionExpression: 'attribute_not_exists(taken) OR taken <= :room',
          ExpressionAttributeValues: {
            ':none': 0,
            ':block': block,
            ':room': most - block,
            ':expiry': expiry(minute * minuteMs + keptMs),
          },
        }),
      ),
    );

  const refill = async (mine: Held, { id, perMinute }: { id: string; perMinute: number }): Promise<void> => {
    const block = Math.min(mine.next, Math.max(1, Math.floor(perMinute / mostParts)));
    mine.next = block * 2;
    if (await takeBlock(id, mine.minute, block, perMinute)) mine.left += block;
    else if (block > 1 && (await takeBlock(id, mine.minute, 1, perMinute))) mine.left += 1;
    else mine.usedUp = true;
  };

  return {
    take: async (caller, now) => {
      const minute = Math.floor(now / minuteMs);
      const known = held.get(caller.id);
      const mine = known?.minute === minute ? known : { minute, left: 0, next: 1, usedUp: false };
      held.set(caller.id, mine);
      if (mine.left === 0 && !mine.usedUp) await refill(mine, caller);
      if (mine.left === 0) return false;
      mine.left -= 1;
      return true;
    },
  };
};

import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** An answer as it was given. */
export interface KeptAnswer {
  status: number;
  /** JSON text. */
  body: string;
}

/** What is known of a request when it arrives. */
export type Arrival =
  /** New, or begun before and died: do it, or go on with it. */
  | { kind: 'do' }
  | { kind: 'answered'; answer: KeptAnswer }
  /** Its key stood for another request. */
  | { kind: 'reused' };

/** Requests by caller and idempotency key, kept for seven days. Two writes each. */
export interface Requests {
  /** `digests` of the request, by each key of the ring, the newest first. Times in epoch milliseconds. */
  begin(caller: string, key: string, digests: readonly string[], now: number): Promise<Arrival>;
  /** Keeps the answer; gives back the one that is kept, which may be another's who did the same request at once. */
  finish(caller: string, key: string, answer: KeptAnswer): Promise<KeptAnswer>;
  /** Forgets a request that was refused, so that it may be put right under the same key. */
  forget(caller: string, key: string): Promise<void>;
}

const keptMs = 7 * 86_400_000;

type Item = Key & { digest: string; until: number; answer?: KeptAnswer };

const arrivalOf = (item: Item, digests: readonly string[]): Arrival => {
  if (!digests.includes(item.digest)) return { kind: 'reused' };
  return item.answer === undefined ? { kind: 'do' } : { kind: 'answered', answer: item.answer };
};

/** The requests in the table. */
export const createRequests = ({ client, name: TableName }: Table): Requests => {
  const read = async (caller: string, key: string): Promise<Item | undefined> => {
    const command = new GetCommand({ TableName, Key: keys.request(caller, key), ConsistentRead: true });
    return (await client.send(command)).Item as Item | undefined;
  };

  const put = (caller: string, key: string, digest: string, now: number): Promise<boolean> =>
    written(
      client.send(
        new PutCommand({
          TableName,
          Item: { ...keys.request(caller, key), digest, until: now + keptMs, expiresAt: expiry(now + keptMs) },
          ConditionExpression: 'attribute_not_exists(pk) OR #until < :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now },
        }),
      ),
    );

  return {
    begin: async (caller, key, digests, now) => {
      if (await put(caller, key, digests[0] ?? '', now)) return { kind: 'do' };
      const item = await read(caller, key);
      return item === undefined ? { kind: 'do' } : arrivalOf(item, digests);
    },
    finish: async (caller, key, answer) => {
      const isFirst = await written(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keys.request(caller, key),
            UpdateExpression: 'SET answer = :answer',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(answer)',
            ExpressionAttributeValues: { ':answer': answer },
          }),
        ),
      );
      return isFirst ? answer : ((await read(caller, key))?.answer ?? answer);
    },
    forget: async (caller, key) => {
      await written(
        client.send(
          new DeleteCommand({
            TableName,
            Key: keys.request(caller, key),
            ConditionExpression: 'attribute_not_exists(answer)',
          }),
        ),
      );
    },
  };
};

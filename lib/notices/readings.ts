import {
  BatchGetCommand,
  type BatchGetCommandInput,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { AppError } from '../platform/errors.ts';
import { type Key, keys, readingPartition } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import type { Delivery } from './segment.ts';

/** Who has confirmed that they read a notice; kept by pseudonym, so that the count stands when somebody is erased. */
export interface Readings {
  /** Notes that the follower has read it. The time of the first confirmation stands, and is given back, in epoch milliseconds. */
  read(noticeId: string, openid: string, at: number): Promise<number>;
  /** When the follower read it; undefined when they have not. */
  readAt(noticeId: string, openid: string): Promise<number | undefined>;
  /** How many have read it: one query, 0.5 read units for every 40 of them. */
  count(noticeId: string): Promise<number>;
  /** Which of these have read it. */
  among(noticeId: string, openids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of the deliveries who follow, were to get the notice, and have not read it; 96 at a time, in flat memory. */
  unread(noticeId: string, deliveries: AsyncIterable<Delivery> | Iterable<Delivery>): AsyncIterable<Delivery>;
}

/** As long as the notice itself. */
const keptMs = 2 * 365 * 24 * 3_600_000;
/** Below DynamoDB's 100 keys of one BatchGetItem. */
const batch = 96;
const tries = 6;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Requests = NonNullable<BatchGetCommandInput['RequestItems']>;

/** Sort keys of those keys that are in the table; what the table puts off is asked again, slower each time. */
const present = async ({ client, name }: Table, wanted: Key[]): Promise<Set<unknown>> => {
  const found = new Set<unknown>();
  let left: Requests = wanted.length === 0 ? {} : { [name]: { Keys: wanted, ProjectionExpression: 'sk' } };
  for (let attempt = 0; Object.keys(left).length > 0; attempt += 1) {
    if (attempt === tries) throw new AppError('table_busy', 'retry', 'the table puts reads off again and again');
    if (attempt > 0) await pause(50 * 2 ** attempt);
    const page = await client.send(new BatchGetCommand({ RequestItems: left }));
    for (const { sk } of page.Responses?.[name] ?? []) found.add(sk);
    left = page.UnprocessedKeys ?? {};
  }
  return found;
};

/** Left, or switched such notices off: nobody waits for their confirmation. */
const isExcused = ({ code }: Delivery): boolean => code === 'n' || code === 'o';

/** The readings in the table. */
export const createReadings = (table: Table): Readings => {
  const readAt = async (noticeId: string, openid: string): Promise<number | undefined> => {
    const read = new GetCommand({ TableName: table.name, Key: keys.reading(noticeId, openid), ConsistentRead: true });
    const at: unknown = (await table.client.send(read)).Item?.['at'];
    return typeof at === 'number' ? at : undefined;
  };

  const among = async (noticeId: string, openids: readonly string[]): Promise<ReadonlySet<string>> => {
    const wanted = openids.map((openid) => keys.reading(noticeId, openid));
    const found = await present(table, wanted);
    return new Set(openids.filter((_, place) => found.has(wanted[place]?.sk)));
  };

  const put = (noticeId: string, openid: string, at: number): Promise<boolean> =>
    written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.reading(noticeId, openid), at, expiresAt: expiry(at + keptMs) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );

  async function* unreadOf(noticeId: string, deliveries: readonly Delivery[]): AsyncGenerator<Delivery> {
    const waited = deliveries.filter((delivery) => !isExcused(delivery));
    const read = await among(
      noticeId,
      waited.map(({ openid }) => openid),
    );
    yield* waited.filter(({ openid }) => !read.has(openid));
  }

  return {
    readAt,
    among,
    read: async (noticeId, openid, at) =>
      (await put(noticeId, openid, at)) ? at : ((await readAt(noticeId, openid)) ?? at),
    count: async (noticeId) => {
      let count = 0;
      let from: Record<string, unknown> | undefined;
      do {
        const query = new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': readingPartition(noticeId) },
          Select: 'COUNT',
          ExclusiveStartKey: from,
        });
        const page = await table.client.send(query);
        count += page.Count ?? 0;
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return count;
    },
    unread: async function* (noticeId, deliveries) {
      let some: Delivery[] = [];
      for await (const delivery of deliveries) {
        if (some.push(delivery) < batch) continue;
        yield* unreadOf(noticeId, some);
        some = [];
      }
      yield* unreadOf(noticeId, some);
    },
  };
};

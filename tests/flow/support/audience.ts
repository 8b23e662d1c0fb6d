import { jsonRequest } from '../../../infra/local/aws/service.ts';
import type { Stack } from '../../../infra/local/stack.ts';
import { areaRoot } from '../../../lib/notices/areas/model.ts';
import { index, type Key, keys } from '../../../lib/platform/keys.ts';

type Value = string | number | boolean | string[];
type Item = Key & Record<string, Value>;

const batch = 25;

const attribute = (value: Value): object => {
  if (Array.isArray(value)) return { L: value.map(attribute) };
  if (typeof value === 'string') return { S: value };
  return typeof value === 'number' ? { N: String(value) } : { BOOL: value };
};

const requestOf = (item: Item) => ({
  PutRequest: { Item: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)])) },
});

/** Name of the stack's one table. */
export const tableNameOf = ({ env }: Stack): string => `bianmin-${env.ORGANISATION}-${env.STAGE}`;

/** Puts items into the table past its port: 12,000 a second. */
const putItems = async (stack: Stack, items: Iterable<Item>): Promise<void> => {
  const write = async (requests: object[]) => {
    const body = { RequestItems: { [tableNameOf(stack)]: requests } };
    const { host } = new URL(stack.awsUrl);
    const answer = await stack.aws.services.dynamodb(jsonRequest('DynamoDB_20120810.BatchWriteItem', body, host));
    if (answer.status !== 200) throw new Error(answer.body.toString('utf8'));
  };
  let requests: object[] = [];
  for (const item of items) {
    if (requests.push(requestOf(item)) < batch) continue;
    await write(requests);
    requests = [];
  }
  if (requests.length > 0) await write(requests);
};

function* itemsOf(openids: readonly string[], areaId: string, at: number): Generator<Item> {
  const area = { id: areaId, kind: 'district', name: areaId };
  yield { ...keys.area(areaId), ...area, parents: [] };
  yield { ...keys.areaChild(areaRoot, areaId), ...area, inner: false };
  const kind = 'electricity-account';
  const id = 'a0000000000000000000';
  for (const openid of openids) {
    yield { ...keys.follower(openid), openid, tier: 'registered', followedAt: at, lastSeenAt: at };
    yield { ...keys.binding(openid, kind, id), ...index.area(areaId, openid, id), openid, id, kind, areaId };
  }
}

/** Followers by the thousand, each bound to one account in an area that is made for them. */
export const seedAudience = (stack: Stack, openids: readonly string[], areaId: string): Promise<void> =>
  putItems(stack, itemsOf(openids, areaId, stack.clock.now() - 86_400_000));

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll } from 'vitest';
import { parse } from 'yaml';
import { followerPartition } from '../../lib/platform/keys.ts';
import type { Table } from '../../lib/platform/table.ts';

const manifest = new URL('../../infra/table.yml', import.meta.url);
const created = ['BillingMode', 'AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes'] as const;

/** The table of the manifest under another name, without what a test engine lacks. */
const declaration = async (name: string): Promise<CreateTableCommandInput> => {
  const { Resources } = parse(await readFile(manifest, 'utf8')) as {
    Resources: { Table: { Properties: CreateTableCommandInput } };
  };
  const properties = Resources.Table.Properties;
  const picked = Object.fromEntries(created.map((property) => [property, properties[property]]));
  return { ...picked, TableName: name } as CreateTableCommandInput;
};

/** An engine in this process, in memory; or the one that `STORE_ENDPOINT` names. */
const startEngine = async () => {
  const given = process.env['STORE_ENDPOINT'];
  if (given !== undefined) return { endpoint: given, stop: async () => {} };
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
};

const openClient = (endpoint: string) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: process.env['AWS_REGION'] ?? 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** An empty table for one test file, filled in before its tests run. */
export const useTable = (): Table => {
  const table = {} as { client: DynamoDBDocumentClient; name: string };
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    const engine = await startEngine();
    stop = engine.stop;
    table.client = openClient(engine.endpoint);
    table.name = `test-${randomUUID()}`;
    await table.client.send(new CreateTableCommand(await declaration(table.name)));
  });
  afterAll(async () => {
    table.client.destroy();
    await stop();
  });
  return table;
};

/** Puts an item as it is. */
export const putItem = async ({ client, name }: Table, item: Record<string, unknown>): Promise<void> => {
  await client.send(new PutCommand({ TableName: name, Item: item }));
};

/** Every item of a partition, by sort key. */
export const itemsOf = async ({ client, name }: Table, partition: string): Promise<Record<string, unknown>[]> => {
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': partition } };
  const { Items = [] } = await client.send(new QueryCommand({ TableName: name, ...query, ConsistentRead: true }));
  return Items;
};

/** Every item that is stored of a follower. */
export const itemsOfFollower = (table: Table, openid: string) => itemsOf(table, followerPartition(openid));

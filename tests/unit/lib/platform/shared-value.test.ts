import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSharedValueStore } from '../../../../lib/platform/shared-value.ts';
import type { Table } from '../../../../lib/platform/table.ts';

let table: Table;
let stop: () => Promise<void>;
let now = 1_800_000_000_000;
let count = 0;
const aStore = () => createSharedValueStore(table, `token-${count++}`, () => now);

beforeAll(async () => {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'cn-north-1', credentials });
  const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type });
  await client.send(
    new CreateTableCommand({
      TableName: 'main',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    }),
  );
  table = { client: DynamoDBDocumentClient.from(client), name: 'main' };
  stop = async () => {
    client.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
});
afterAll(() => stop());

describe('a shared value', () => {
  it('is absent at first, even while it is leased', async () => {
    const store = aStore();
    await store.lease(0, 1000);
    expect(await store.read()).toBeUndefined();
  });

  it('is read as it was written, one version on', async () => {
    const store = aStore();
    expect(await store.write('a', now + 7_200_000, 0)).toBe(true);
    expect(await store.read()).toEqual({ value: 'a', expiresAt: now + 7_200_000, version: 1 });
  });

  it('is not overwritten by who knows an older version', async () => {
    const store = aStore();
    await store.write('a', now, 0);
    expect([await store.write('b', now, 0), await store.write('c', now, 1)]).toEqual([false, true]);
    expect(await store.read()).toMatchObject({ value: 'c', version: 2 });
  });
});

describe('a lease', () => {
  it('goes to one of fifty at once', async () => {
    const store = aStore();
    const leases = await Promise.all(Array.from({ length: 50 }, () => store.lease(0, 1000)));
    expect(leases.filter(Boolean)).toHaveLength(1);
  });

  it('is free again when its time is over', async () => {
    const store = aStore();
    await store.lease(0, 1000);
    now += 999;
    expect(await store.lease(0, 1000)).toBe(false);
    now += 1;
    expect(await store.lease(0, 1000)).toBe(true);
  });

  it('is free again after a write, and refused to who knows an older version', async () => {
    const store = aStore();
    await store.lease(0, 1000);
    await store.write('a', now, 0);
    expect([await store.lease(0, 1000), await store.lease(1, 1000)]).toEqual([false, true]);
  });
});

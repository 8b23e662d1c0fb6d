import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type BatchWrite, batchSize, writeBatch } from '../../platform/batches.ts';
import { index, type Key, keys } from '../../platform/keys.ts';
import { inParallel } from '../../platform/parallel.ts';
import { readAll } from '../../platform/read-batch.ts';
import { expiry, type Table, written } from '../../platform/table.ts';
import type { Outage } from './model.ts';

/** An area that an outage touches: one that it names, one above, or one that has a part of those below. */
export interface Touched {
  areaId: string;
  named: boolean;
}

/** Outages by id and by month, and what leads to them from areas. */
export interface OutageStore {
  /** Strongly consistent. */
  get(id: string): Promise<Outage | undefined>;
  /** Those that are stored, in no order; no id twice. */
  many(ids: readonly string[]): Promise<Outage[]>;
  /** False when the id is taken. */
  add(outage: Outage): Promise<boolean>;
  /** Stores the outage if the stored one has the version `before`; false when it has another. */
  replace(outage: Outage, before: number): Promise<boolean>;
  /** Leads to the outage from every area that it touches; before it is stored, so that none is ever without. */
  place(outage: Pick<Outage, 'id' | 'from' | 'to'>, touched: readonly Touched[]): Promise<void>;
  /** Takes back what led to it by an end that it no longer has. */
  displace(outage: Pick<Outage, 'id' | 'to'>, touched: readonly Touched[]): Promise<void>;
  /** Ids of outages that touch the area, end after `endsAfter` and begin before `beginsBefore`; only those that name it, or all. At most 200. */
  at(areaId: string, times: { endsAfter: number; beginsBefore: number }, only: 'named' | 'all'): Promise<string[]>;
  /** Outages that begin in a month in Beijing (`2026-11`), the newest first. A second or two behind. */
  list(month: string): Promise<Outage[]>;
}

type OutageItem = Key & Outage & { gsi1pk: string; gsi1sk: string; expiresAt: number };

/** Most outages that one area leads to. */
const mostAtArea = 200;
const leadKeptMs = 86_400_000;
/** Staff look back at last year's. */
const keptMs = 2 * 366 * 86_400_000;
const batchesAtOnce = 4;

const itemOf = (outage: Outage): OutageItem => ({
  ...keys.outage(outage.id),
  ...index.outages(outage.from, outage.id),
  ...outage,
  expiresAt: expiry(outage.to + keptMs),
});

const outageOf = (item: OutageItem): Outage => {
  const { pk, sk, gsi1pk, gsi1sk, expiresAt, ...outage } = item;
  return outage;
};

const writeAll = async (table: Table, writes: readonly BatchWrite[]): Promise<void> => {
  const batches: BatchWrite[][] = [];
  for (let at = 0; at < writes.length; at += batchSize) batches.push(writes.slice(at, at + batchSize));
  await inParallel(batches, batchesAtOnce, (batch) => writeBatch(table, batch));
};

const put = (table: Table, outage: Outage, condition: string, values?: Record<string, unknown>): Promise<boolean> =>
  written(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: itemOf(outage),
        ConditionExpression: condition,
        ...(values === undefined
          ? {}
          : { ExpressionAttributeNames: { '#version': 'version' }, ExpressionAttributeValues: values }),
      }),
    ),
  );

type Times = Parameters<OutageStore['at']>[1];

const leadsAt = (areaId: string, { endsAfter, beginsBefore }: Times, only: 'named' | 'all') => {
  const { pk, sk } = keys.outageAt(areaId, endsAfter, '');
  return {
    KeyConditionExpression: 'pk = :pk AND sk >= :after',
    FilterExpression: `#from < :before${only === 'named' ? ' AND #named = :yes' : ''}`,
    ExpressionAttributeNames: { '#from': 'from', ...(only === 'named' ? { '#named': 'named' } : {}) },
    ExpressionAttributeValues: {
      ':pk': pk,
      ':after': sk,
      ':before': beginsBefore,
      ...(only === 'named' ? { ':yes': true } : {}),
    },
  };
};

/** The outages in the table. */
export const createOutageStore = (table: Table): OutageStore => ({
  get: async (id) => {
    const command = new GetCommand({ TableName: table.name, Key: keys.outage(id), ConsistentRead: true });
    const { Item: item } = await table.client.send(command);
    return item === undefined ? undefined : outageOf(item as OutageItem);
  },
  many: async (ids) => (await readAll<OutageItem>(table, ids.map(keys.outage))).map(outageOf),
  add: (outage) => put(table, outage, 'attribute_not_exists(pk)'),
  replace: (outage, before) => put(table, outage, '#version = :before', { ':before': before }),
  place: ({ id, from, to }, touched) =>
    writeAll(
      table,
      touched.map(({ areaId, named }) => ({
        put: { ...keys.outageAt(areaId, to, id), outageId: id, from, named, expiresAt: expiry(to + leadKeptMs) },
      })),
    ),
  displace: ({ id, to }, touched) =>
    writeAll(
      table,
      touched.map(({ areaId }) => ({ delete: keys.outageAt(areaId, to, id) })),
    ),
  at: async (areaId, times, only) => {
    const ids: string[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const query = { TableName: table.name, ...leadsAt(areaId, times, only), ExclusiveStartKey: from };
      const page = await table.client.send(new QueryCommand(query));
      ids.push(...(page.Items ?? []).map((item) => String(item['outageId'])));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && ids.length < mostAtArea);
    return ids.slice(0, mostAtArea);
  },
  list: async (month) => {
    const outages: Outage[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: index.name,
          KeyConditionExpression: 'gsi1pk = :month',
          ExpressionAttributeValues: { ':month': index.outages(Date.parse(`${month}-15`), '').gsi1pk },
          ScanIndexForward: false,
          ExclusiveStartKey: from,
        }),
      );
      outages.push(...((page.Items ?? []) as OutageItem[]).map(outageOf));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return outages;
  },
});

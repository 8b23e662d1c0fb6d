import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys, recordPartition } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import { ownRecord } from '../definition.ts';
import type { RecordKind, SubjectKind } from '../kinds.ts';
import type { RecordRange } from '../port.ts';
import type { ItemForm, RecordItem, SubjectItem } from './items.ts';

/** Most records of one answer. */
const mostRecords = 1000;
/** Sorts before and after everything that is written. */
const [first, last] = [' ', '\uffff'];

/** Reads of the embedded systems' items. Each looks under every key of the ring at once, so that its time says nothing. */
export const createLookup = (table: Table, form: ItemForm) => {
  const get = async <Item>(key: Key, consistent: boolean): Promise<Item | undefined> => {
    const command = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: consistent });
    return (await table.client.send(command)).Item as Item | undefined;
  };

  const firstOf = async <Item>(candidates: Key[], consistent = false): Promise<Item | undefined> => {
    const items = await Promise.all(candidates.map((key) => get<Item>(key, consistent)));
    return items.find((item) => item !== undefined);
  };

  const page = async (partition: string, { from, to, limit = mostRecords, oldestFirst = false }: RecordRange) => {
    const items: RecordItem[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': partition, ':from': from ?? first, ':to': `${to ?? ''}${last}` },
          ScanIndexForward: oldestFirst,
          Limit: Math.min(limit, mostRecords) - items.length,
          ExclusiveStartKey: start,
        }),
      );
      items.push(...((answer.Items ?? []) as RecordItem[]));
      start = answer.LastEvaluatedKey;
    } while (start !== undefined && items.length < Math.min(limit, mostRecords));
    return items;
  };

  return {
    /** The subject's own record. */
    own: (kind: SubjectKind, subject: string, consistent = false): Promise<RecordItem | undefined> =>
      firstOf(
        form.subjectHashes(kind, subject).map((hash) => keys.record(kind, hash, ownRecord)),
        consistent,
      ),
    /** What leads from a claim to its subject. */
    pointer: (kind: SubjectKind, claim: string): Promise<SubjectItem | undefined> =>
      firstOf(form.subjectKeys(kind, claim)),
    /** Records of a subject within a range, one list for each key of the ring, the newest key's first. */
    lists: (kind: RecordKind, subject: string, range: RecordRange): Promise<RecordItem[][]> =>
      Promise.all(form.subjectHashes(kind, subject).map((hash) => page(recordPartition(kind, hash), range))),
  };
};

export type Lookup = ReturnType<typeof createLookup>;

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../platform/errors.ts';
import { type Table, written } from '../../platform/table.ts';
import { type SubjectKind, subjectOfKind } from '../kinds.ts';
import type { ChangeOutcome } from '../port.ts';
import type { ItemForm, RecordItem } from './items.ts';
import type { Lookup } from './lookup.ts';

/** Changes remembered of a subject, so that a repeated one is known. */
const remembered = 20;
const tries = 5;

type Changes = Record<string, string>;

/** Changes contact data by one conditional update; another change in between makes it read and try again. */
export const createChange = (table: Table, form: ItemForm, lookup: Lookup) => {
  /** The clauses that set the changed fields, with the names and values that they use. */
  const clauses = (kind: SubjectKind, subject: string, changes: Changes) => {
    const sealed = form.seal(kind, changes);
    return Object.entries(changes).map(([field, given], at) => {
      const isSecret = field in subjectOfKind(kind).secrets;
      return {
        clause: `${isSecret ? '#secrets' : '#record'}.#f${at} = :f${at}`,
        names: { [`#f${at}`]: field, ...(isSecret ? { '#secrets': 'secrets' } : { '#record': 'record' }) },
        values: { [`:f${at}`]: isSecret ? form.hideSecret(kind, subject, field, given) : sealed[field] },
      };
    });
  };

  const update = (kind: SubjectKind, subject: string, item: RecordItem, changes: Changes, key: string) => {
    const { revision = 0, changed = [] } = item;
    const sets = clauses(kind, subject, changes);
    const unchanged = revision === 0 ? 'attribute_exists(pk) AND attribute_not_exists(revision)' : 'revision = :before';
    const values = { ':changed': [...changed, key].slice(-remembered), ':after': revision + 1 };
    return written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk: item.pk, sk: item.sk },
          UpdateExpression: `SET changed = :changed, revision = :after, ${sets.map(({ clause }) => clause).join(', ')}`,
          ConditionExpression: unchanged,
          ExpressionAttributeNames: Object.assign({}, ...sets.map(({ names }) => names)),
          ExpressionAttributeValues: Object.assign(
            values,
            revision === 0 ? {} : { ':before': revision },
            ...sets.map(({ values }) => values),
          ),
        }),
      ),
    );
  };

  return async (kind: SubjectKind, subject: string, given: Changes, key: string): Promise<ChangeOutcome> => {
    const accepted = subjectOfKind(kind).changes.safeParse(given);
    if (!accepted.success || Object.keys(given).length === 0) return { kind: 'refused', reason: 'invalid' };
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const item = await lookup.own(kind, subject, true);
      if (item === undefined) return { kind: 'refused', reason: 'not_found' };
      if (item.changed?.includes(key) || (await update(kind, subject, item, given, key))) return { kind: 'changed' };
    }
    throw new AppError('backend_unavailable', 'retry', `too many changes of one ${kind} at once`);
  };
};

import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from './clock.ts';
import { keys } from './keys.ts';
import { type Table, written } from './table.ts';

/** A value that all instances share, such as the access token; every write raises its version. */
export interface SharedValue {
  value: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  version: number;
}

/** Where instances share one value, and agree who renews it. */
export interface SharedValueStore {
  /** What is stored, expired or not; strongly consistent. */
  read(): Promise<SharedValue | undefined>;
  /** Whether this caller may renew: the version is still this one (0 for nothing stored) and nobody else holds an unexpired lease. */
  lease(version: number, forMs: number): Promise<boolean>;
  /** Stores the next version and ends the lease; false when somebody else has written since. */
  write(value: string, expiresAt: number, expectedVersion: number): Promise<boolean>;
}

const nobodyHoldsALease = '(attribute_not_exists(leasedUntil) OR leasedUntil <= :now)';

/** The clause that nobody has written since `version` was read, with the values that it names. */
const unchangedSince = (version: number): { clause: string; values: Record<string, number> } =>
  version === 0
    ? { clause: 'attribute_not_exists(#version)', values: {} }
    : { clause: '#version = :version', values: { ':version': version } };

/** The shared value `name` in the table: one item, changed by conditional updates alone. */
export const createSharedValueStore = (table: Table, name: string, now: Clock): SharedValueStore => {
  const address = { TableName: table.name, Key: keys.sharedValue(name) };
  return {
    read: async () => {
      const { Item: item } = await table.client.send(new GetCommand({ ...address, ConsistentRead: true }));
      if (typeof item?.value !== 'string') return undefined;
      return { value: item.value, expiresAt: Number(item.validUntil), version: Number(item.version) };
    },
    lease: (version, forMs) => {
      const unchanged = unchangedSince(version);
      const update = new UpdateCommand({
        ...address,
        UpdateExpression: 'SET leasedUntil = :until',
        ConditionExpression: `${unchanged.clause} AND ${nobodyHoldsALease}`,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':until': now() + forMs, ':now': now(), ...unchanged.values },
      });
      return written(table.client.send(update));
    },
    write: (value, expiresAt, expectedVersion) => {
      const unchanged = unchangedSince(expectedVersion);
      const update = new UpdateCommand({
        ...address,
        UpdateExpression: 'SET #value = :value, validUntil = :expiresAt, #version = :next REMOVE leasedUntil',
        ConditionExpression: unchanged.clause,
        ExpressionAttributeNames: { '#version': 'version', '#value': 'value' },
        ExpressionAttributeValues: {
          ':value': value,
          ':expiresAt': expiresAt,
          ':next': expectedVersion + 1,
          ...unchanged.values,
        },
      });
      return written(table.client.send(update));
    },
  };
};

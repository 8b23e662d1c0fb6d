import path from 'node:path';
import { keys } from '../../../lib/platform/keys.ts';
import { textOf } from './bundles.ts';

/** AWS's name of the permission for each command that the code sends. */
const actions: Record<string, string> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  Query: 'dynamodb:Query',
  BatchGet: 'dynamodb:BatchGetItem',
  BatchWrite: 'dynamodb:BatchWriteItem',
  Invoke: 'lambda:InvokeFunction',
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  GetParametersByPath: 'ssm:GetParametersByPath',
  GetObject: 's3:GetObject',
  PutObject: 's3:PutObject',
};

/** Functions of lib/platform/{batches,read-batch}.ts that send a command for whoever calls them. */
const helpers: Record<string, string> = {
  writeBatch: 'dynamodb:BatchWriteItem',
  itemsOfPartition: 'dynamodb:Query',
  readBatch: 'dynamodb:BatchGetItem',
};

const unique = (items: string[]): string[] => [...new Set(items)].sort();

/** Permissions for the commands in a piece of code. Throws for a command that the table above lacks. */
const actionsIn = (code: string): string[] =>
  unique([
    ...Object.entries(helpers).flatMap(([name, action]) => (new RegExp(`\\b${name}\\d*\\(`).test(code) ? action : [])),
    ...[...code.matchAll(/new (?:\w+\.)?(\w+)Command\(/g)].map(([, command = '']) => {
      const action = actions[command];
      if (action === undefined) throw new Error(`${command}Command is sent, whose permission is not known here`);
      return action;
    }),
  ]);

const callable = keys as unknown as Record<string, (...parts: unknown[]) => { pk: string }>;

/** `follower#*`: partitions of the kind of item that `keys.<kind>` makes; the whole key where all of a kind stand in one partition. */
export const partitionOf = (kind: string): string => {
  const [first = '', rest] = callable[kind]?.('0', '0', '0').pk.split('#') ?? [];
  return rest === undefined ? first : `${first}#*`;
};

/** Functions of lib/platform/keys.ts that build the partition of several kinds. */
const partitionBuilders: Record<string, string> = {
  followerPartition: 'follower#*',
  recordPartition: 'record#*',
  noticePartition: 'notice#*',
  segmentPartition: 'notice#*',
  receiptPartition: 'receipts#*',
};

/** Partitions whose keys a piece of code builds. */
const partitionsIn = (code: string): string[] =>
  unique([
    ...[...code.matchAll(/\bkeys\d*\.(\w+)\(/g)].flatMap(([, kind = '']) => (kind in keys ? partitionOf(kind) : [])),
    ...Object.entries(partitionBuilders).flatMap(([name, partition]) =>
      new RegExp(`\\b${name}\\d*\\(`).test(code) ? [partition] : [],
    ),
    // Keys that erasure finds in the items themselves.
    ...(code.includes('alsoErase') ? ['owner', 'invitation', 'holder', 'groupMember'].map(partitionOf) : []),
  ]);

/** Partitions of the index that a piece of code asks for. */
const indexedIn = (code: string): string[] =>
  code.includes('IndexName')
    ? unique([
        ...[...code.matchAll(/\bindex\d*\.(\w+)\(/g)].map(([, kind = '']) => `index ${kind}`),
        ...(/\bareaShardPartition\d*\(/.test(code) ? ['index area'] : []),
        ...(/\bfollowingPartition\d*\(/.test(code) ? ['index following'] : []),
      ])
    : [];

const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/from '(\.[^']+)'/g)].map(([, target = '']) =>
    path.posix.join(path.posix.dirname(file), target),
  );

type Parts = ReadonlyMap<string, string>;
const keysFile = 'lib/platform/keys.ts';

/** Partitions that a file reaches: of the keys it builds, and of those that files without commands build for it. */
const reachedFrom = (parts: Parts, file: string, seen = new Set<string>()): string[] => {
  seen.add(file);
  const helpers = importsOf(file).filter((target) => {
    const code = parts.get(target);
    return code !== undefined && target !== keysFile && !seen.has(target) && actionsIn(code).length === 0;
  });
  return unique([
    ...partitionsIn(parts.get(file) ?? ''),
    ...helpers.flatMap((helper) => reachedFrom(parts, helper, seen)),
  ]);
};

/** What one file does in AWS: actions, and, where they concern the table, partitions. */
const needsOfFile = (parts: Parts, file: string): string[] => {
  const code = parts.get(file) ?? '';
  const sent = actionsIn(code);
  if (!sent.some((action) => action.startsWith('dynamodb:'))) return sent;
  return [...sent, ...reachedFrom(parts, file), ...(sent.includes('dynamodb:Query') ? indexedIn(code) : [])];
};

/** What a function does in AWS, each with a file that does it. */
export const needsOf = (parts: Parts): Map<string, string> =>
  new Map(
    [...parts.keys()]
      .filter((file) => file !== keysFile)
      .flatMap((file) => needsOfFile(parts, file).map((need): [string, string] => [need, file])),
  );

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundleFunctions, removeBundles, settingsOf } from './support/bundles.ts';
import { needsOf } from './support/calls.ts';
import { type Declared, grantsIn, idIn, type Manifest, readManifest, statementsOf } from './support/manifest.ts';

let manifest: Manifest;
let bundles: Bundle[];
beforeAll(async () => {
  [manifest, bundles] = await Promise.all([readManifest(), bundleFunctions()]);
}, 60_000);
afterAll(() => removeBundles(bundles));

const nameOf = ({ Properties }: Declared): string => /^dist\/([\w-]+)\//.exec(String(Properties['Handler']))?.[1] ?? '';
const functions = () => manifest('AWS::Lambda::Function');
const functionOf = (name: string) => functions().find((declared) => nameOf(declared) === name);
const roleOf = (name: string) =>
  manifest('AWS::IAM::Role').find(({ id }) => id === idIn(functionOf(name)?.Properties['Role']));

describe('the manifest', () => {
  it('deploys every file of functions/, and nothing else', () => {
    expect(functions().map(nameOf).sort()).toEqual(bundles.map(({ name }) => name).sort());
  });

  it('sets for every function the settings that it reads, and no others', () => {
    for (const bundle of bundles) {
      const { Variables = {} } = (functionOf(bundle.name)?.Properties['Environment'] ?? {}) as { Variables?: object };
      const reads = new Set([...settingsOf(bundle), 'TABLE_NAME', 'LOG_LEVEL']);
      expect(Object.keys(Variables).sort(), bundle.name).toEqual([...reads].sort());
    }
  }, 60_000);

  it('gives every function a role of its own', () => {
    const roles = functions().map(({ Properties }) => idIn(Properties['Role']));
    expect(new Set(roles).size).toBe(roles.length);
    expect(
      manifest('AWS::IAM::Role')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...roles].sort());
  });
});

describe('permissions', () => {
  const byBundle = () => bundles.map(({ name, parts }) => ({ name, needs: needsOf(parts), role: roleOf(name) }));
  const ofTheRuntime = /^(logs:|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$)/;
  const grantsOf = (role: Declared | undefined) =>
    new Set(role === undefined ? [] : statementsOf(role).flatMap(grantsIn));

  it('cover every call that a function makes', () => {
    const missing = byBundle().flatMap(({ name, needs, role }) =>
      [...needs].filter(([need]) => !grantsOf(role).has(need)).map(([need, file]) => `${name}: ${need} (${file})`),
    );
    expect(missing).toEqual([]);
  });

  it('cover nothing else', () => {
    const unused = byBundle().flatMap(({ name, needs, role }) =>
      [...grantsOf(role)]
        .filter((grant) => !ofTheRuntime.test(grant) && !needs.has(grant))
        .map((grant) => `${name}: ${grant}`),
    );
    expect(unused).toEqual([]);
  });

  it('confine every access of the table to the kinds of items of the function', () => {
    for (const role of manifest('AWS::IAM::Role')) {
      for (const { Action, Condition } of statementsOf(role)) {
        if (String(Action).includes('dynamodb:'))
          expect(JSON.stringify(Condition), role.id).toContain('dynamodb:LeadingKeys');
      }
    }
  });

  it('name their resources', () => {
    for (const role of manifest('AWS::IAM::Role')) {
      for (const { Resource } of statementsOf(role)) expect(JSON.stringify(Resource), role.id).not.toBe('"*"');
    }
  });

  it('let a function write its own log, and no other', () => {
    for (const declared of functions()) {
      const role = roleOf(nameOf(declared));
      const log = role && statementsOf(role).find(({ Action }) => String(Action).includes('logs:'));
      const { 'Fn::Sub': group } = (log?.Resource ?? {}) as { 'Fn::Sub'?: string };
      expect(group).toMatch(new RegExp(`/aws/lambda/${String(declared.Properties['FunctionName'])}:\\*$`));
    }
  });
});

describe('every queue', () => {
  const sources = () => manifest('AWS::Lambda::EventSourceMapping');
  const deadLettersOf = ({ Properties }: Declared) =>
    idIn((Properties['RedrivePolicy'] as { deadLetterTargetArn: unknown } | undefined)?.deadLetterTargetArn ?? {});
  const queues = () => manifest('AWS::SQS::Queue');
  const live = () => {
    const dead = new Set(queues().map(deadLettersOf));
    return queues().filter(({ id }) => !dead.has(id));
  };

  it('has a place for dead letters', () => {
    expect(live().filter((queue) => deadLettersOf(queue) === '')).toEqual([]);
  });

  it('is read by one function, which reports the messages that failed', () => {
    for (const { id } of live()) {
      const readers = sources().filter(({ Properties }) => idIn(Properties['EventSourceArn']) === id);
      expect(
        readers.map(({ Properties }) => Properties['FunctionResponseTypes']),
        id,
      ).toEqual([['ReportBatchItemFailures']]);
    }
  });

  it('hides a message for six times the time limit of its reader', () => {
    for (const { id, Properties } of live()) {
      const source = sources().find(({ Properties: read }) => idIn(read['EventSourceArn']) === id);
      const reader = functions().find((declared) => declared.id === idIn(source?.Properties['FunctionName']));
      expect(Number(Properties['VisibilityTimeout']), id).toBeGreaterThanOrEqual(
        6 * Number(reader?.Properties['Timeout']),
      );
    }
  });

  it('has an alarm on its oldest message, or, for dead letters, on the first', () => {
    const watched = manifest('AWS::CloudWatch::Alarm').map(({ Properties }) => JSON.stringify(Properties));
    for (const { id } of queues()) {
      const metric = live().some((queue) => queue.id === id)
        ? 'ApproximateAgeOfOldestMessage'
        : 'ApproximateNumberOfMessagesVisible';
      expect(
        watched.some((alarm) => alarm.includes(`"${id}"`) && alarm.includes(metric)),
        id,
      ).toBe(true);
    }
  });
});

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { localSettings, portsFrom } from '../../../../infra/local/defaults.ts';
import { createResolve } from '../../../../infra/local/intrinsics.ts';
import { type Manifest, readManifest } from '../../../../infra/local/manifest.ts';
import { compileTemplate, type Template } from '../../../../infra/local/template.ts';

const addresses = { accountUrl: 'http://127.0.0.1:3000', awsUrl: 'http://127.0.0.1:3002' };
const settings = localSettings(
  { ORGANISATION: 'bank', WECHAT_TOKEN: 'with "quotes"', LOG_LEVEL: 'debug' },
  portsFrom(3000),
);

describe('the compiled manifest', () => {
  let manifest: Manifest;
  beforeAll(async () => {
    manifest = readManifest(await compileTemplate(settings), addresses);
  }, 60_000);
  const named = (key: string) => manifest.functions.find((candidate) => candidate.key === key);

  it('has every function of functions/ and no other', () => {
    const files = readdirSync(path.resolve(import.meta.dirname, '../../../../functions'));
    const keys = files.filter((file) => /(?<!\.d)\.ts$/.test(file)).map((file) => file.slice(0, -3));
    expect(manifest.functions.map(({ key }) => key).sort()).toEqual(keys.sort());
  });

  it('carries the organisation in every name, so that two can live in one AWS account', () => {
    for (const { name, key } of manifest.functions) expect(name).toBe(`bianmin-bank-local-${key}`);
    expect(manifest.tables.map(({ TableName }) => TableName)).toEqual(['bianmin-bank-local']);
    for (const { name } of manifest.queues) expect(name).toMatch(/^bianmin-bank-local-/);
  });

  it('resolves addresses and settings in the environment of functions', () => {
    expect(named('callback')?.environment).toMatchObject({
      TABLE_NAME: 'bianmin-bank-local',
      SECRETS_PATH: '/bianmin/bank/local',
      RECEIPTS_QUEUE_URL: 'http://127.0.0.1:3002/000000000000/bianmin-bank-local-receipts',
      ON_MESSAGE_FUNCTION: 'bianmin-bank-local-on-message',
      WECHAT_APP_ID: settings.WECHAT_APP_ID,
      WECHAT_CALLBACK_IPS: '',
      LOG_LEVEL: 'debug',
    });
    expect(named('on-message')?.environment.WECHAT_API_URL).toBe('http://127.0.0.1:3001');
  });

  it('leaves no setting unresolved', () => {
    for (const { environment } of manifest.functions) {
      for (const value of Object.values(environment)) expect(value).not.toMatch(/%[A-Z_]+%|\$\{/);
    }
  });

  it('has the routes, queues and schedules with their functions', () => {
    expect(manifest.routes).toContainEqual({ key: 'POST /wechat', function: 'bianmin-bank-local-callback' });
    expect(manifest.queueSources).toContainEqual({
      queue: 'bianmin-bank-local-receipts',
      function: 'bianmin-bank-local-on-receipt',
      batchSize: 100,
      windowMs: 1000,
      concurrency: 10,
      reportsFailures: true,
    });
    expect(manifest.schedules).toContainEqual(
      expect.objectContaining({ function: 'bianmin-bank-local-sweep', expression: 'rate(1 hour)' }),
    );
  });

  it('gives every queue that a function reads dead letters, and six times the function’s limit to work', () => {
    for (const source of manifest.queueSources) {
      const queue = manifest.queues.find(({ name }) => name === source.queue);
      const reader = manifest.functions.find(({ name }) => name === source.function);
      expect(Number(queue?.attributes.VisibilityTimeout) * 1000).toBe(6 * (reader?.timeoutMs ?? 0));
      expect(JSON.parse(queue?.attributes.RedrivePolicy ?? '{}')).toMatchObject({ maxReceiveCount: 5 });
    }
  });
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
describe('the intrinsic functions of a template', () => {
  const template: Template = {
    Resources: {
      Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] } } },
      T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 't' } },
    },
  };
  const resolve = createResolve(template, addresses);

  it.each([
    [{ Ref: 'Q' }, 'http://127.0.0.1:3002/000000000000/a-cn-north-1'],
    [{ 'Fn::GetAtt': ['Q', 'Arn'] }, 'arn:aws:sqs:cn-north-1:000000000000:a-cn-north-1'],
    [
      { 'Fn::Sub': '${T.Arn}/index/${!x}${AWS::AccountId}' },
      'arn:aws:dynamodb:cn-north-1:000000000000:table/t/index/${!x}000000000000',
    ],
    [{ 'Fn::Sub': ['${own}-${T}', { own: { Ref: 'T' } }] }, 't-t'],
    [
      { a: [{ Ref: 'T' }], b: 1 },
      { a: ['t'], b: 1 },
    ],
  ])('resolve %j', (value, expected) => expect(resolve(value)).toEqual(expected));

  it.each([{ Ref: 'Nothing' }, { 'Fn::GetAtt': ['T', 'StreamArn'] }, { 'Fn::ImportValue': 'x' }])(
    'that are not known are refused: %j',
    (value) => expect(() => resolve(value)).toThrow(/the local stack can't resolve/),
  );
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

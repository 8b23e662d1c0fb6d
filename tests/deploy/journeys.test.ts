import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOrganisation } from '../../infra/build/organisation.ts';
import { stackOutputs } from '../../infra/deploy/next-steps.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { createOpenClient } from '../../infra/open-client/client.ts';
import type { CallbackRequest } from '../../lib/callback/http.ts';
import type { Profile } from '../../lib/platform/organisation.ts';
import { createCipher } from '../../lib/wechat/cipher.ts';
import { encryptedPart } from '../../lib/wechat/envelope.ts';
import { aFollower, type Person } from '../flow/support/person.ts';
import { replyOf } from '../flow/support/replies.ts';
import { openStore, type Store } from '../flow/support/store.ts';
import { until } from '../flow/support/until.ts';
import { aSafeRequest } from '../support/requests.ts';
import { type DeployedAccount, openDeployedAccount } from './deployed-account.ts';

const name = 'bianmin-power-dev';
const url = process.env['EMULATOR_URL'] ?? '';
const region = process.env['AWS_REGION'] ?? '';
const emulatorEnv = {
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

let account: DeployedAccount;
let profile: Profile;
let store: Store;
let api: string;
let somebody: Person;
const sqs = new SQSClient();
const lambda = new LambdaClient();
const logs = new CloudWatchLogsClient();

const openTable = () => openStore({ awsUrl: url, env: account.settings } as Stack);

const findApi = async () => {
  const { HttpApiId } = await stackOutputs(name, region);
  api = `${url}/_aws/execute-api/${HttpApiId}/$default`;
  account.enterAddress(`${api}/wechat`);
};

const queueUrl = async (queue: string) =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: `${name}-${queue}` }))).QueueUrl ?? '';

const waiting = async (queue: string) => {
  const QueueUrl = await queueUrl(queue);
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  return Number((await sqs.send(command)).Attributes?.['ApproximateNumberOfMessages']);
};

/** The schedule's own service, without another client for two calls. */
const events = async (operation: string, input: object) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'x-amz-target': `AWSEvents.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  expect(response.status).toBe(200);
  return response.json();
};

const rules = async () =>
  ((await events('ListRules', { NamePrefix: name })) as { Rules: { Name: string; ScheduleExpression: string }[] })
    .Rules;

/** Delivers a callback as WeChat would, and gives the decrypted reply but for its time. */
const post = async ({ query, body }: CallbackRequest): Promise<string> => {
  const address = `${api}/wechat?${new URLSearchParams(query as Record<string, string>)}`;
  const answer = await (await fetch(address, { method: 'POST', body: Buffer.from(body).toString() })).text();
  const { encodingAesKey, appId } = account.atWeChat;
  return createCipher(encodingAesKey, appId)
    .decrypt(encryptedPart(answer) ?? '')
    .replace(/<CreateTime>.*<\/CreateTime>/, '');
};

const lines = async (functionName: string, pattern: string) => {
  const logGroupName = `/aws/lambda/${name}-${functionName}`;
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.flatMap(({ message = '' }) => (message.includes(pattern) ? [message] : []));
};

beforeAll(async () => {
  account = await openDeployedAccount(emulatorEnv);
  ({ profile } = await loadOrganisation('power'));
  store = openTable();
});
afterAll(async () => {
  store?.close();
  await account?.close();
});

describe('a deployment with a fault', () => {
  const refused = async (said: Promise<{ code: number; output: string }>) => {
    const { code, output } = await said;
    expect(code).not.toBe(0);
    expect(await stackExists()).toBe(false);
    return output;
  };
  const stackExists = () =>
    stackOutputs(name, region).then(
      () => true,
      () => false,
    );

  it('is refused for a stage that does not exist, before anything is created', async () => {
    expect(await refused(account.deployTo('test'))).toContain('Choose one: --stage dev');
  });

  it('is refused for an unknown organisation', async () => {
    expect(await refused(account.deploy('--param=organisation=powr'))).toContain('did you mean "power"?');
  });

  it('is refused for a misspelt parameter', async () => {
    expect(await refused(account.deploy('--param=organization=power'))).toContain('did you mean "organisation"?');
  });

  it('is refused without the secrets, each with the command that sets it', async () => {
    const output = await refused(account.deploy());
    expect(output).toContain('npm run secrets -- set wechat-app-secret --organisation power --stage dev');
    expect(output).toContain('npm run secrets -- generate wechat-token');
  });
});

describe('a deployment', () => {
  it('creates everything and says what to enter at WeChat', async () => {
    await account.setSecrets();
    const { code, output } = await account.deploy('--param=domainVerification=MP_verify_Ab1.txt=Ab1');
    expect(output).toContain('Service deployed to stack bianmin-power-dev');
    expect(output).toMatch(/服务器地址\(URL\)\s+https?:\/\/\S+\/wechat/);
    expect(code).toBe(0);
    await findApi();
  });

  it('holds no secret in a function, its environment or its log', async () => {
    const { output } = await account.script(['tests/deploy/print-functions.ts', name]);
    expect(output).toContain('WECHAT_APP_ID');
    for (const secret of [account.settings.WECHAT_APP_SECRET, account.settings.WECHAT_ENCODING_AES_KEY]) {
      expect(output).not.toContain(secret);
    }
  });
});

describe('through the deployed functions', () => {
  it('the schedules are there, and the hourly one is told to hurry', async () => {
    const all = await rules();
    const expressions = all.map(({ ScheduleExpression }) => ScheduleExpression).sort();
    expect(expressions).toEqual(['cron(0/15 1-3 * * ? *)', 'rate(1 hour)', 'rate(1 minute)', 'rate(5 minutes)']);
    const hourly = all.find(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 hour)');
    await events('PutRule', { Name: hourly?.Name, ScheduleExpression: 'rate(1 minute)' });
  });

  it('WeChat verifies the address', async () => {
    expect(await account.simulator.post('/control/verify')).toMatchObject({ ok: true });
  });

  it('a stranger is refused', async () => {
    expect((await fetch(`${api}/wechat`, { method: 'POST', body: '<xml></xml>' })).status).toBe(403);
  });

  it('a follower is welcomed', async () => {
    somebody = await aFollower(account.simulator, 'poster-1');
    expect(replyOf(somebody.welcomed)).toBe(profile.welcome);
    expect(await store.profile(somebody.openid)).toMatchObject({ firstScene: 'poster-1' });
  });

  it('words and a number are answered within the first delivery', async () => {
    const said = await Promise.all([somebody.say('停电'), somebody.say('1')]);
    for (const delivered of said) {
      expect(delivered).toMatchObject({ attempts: 1, banner: false });
      expect(replyOf(delivered).length).toBeGreaterThan(10);
    }
  });

  it('an answer that is late comes as a customer-service message', async () => {
    account.faults.add({ path: '/tencent-cloud/SentenceRecognition', delayMs: 4000, times: 1 });
    const delivered = await somebody.voice('电费');
    expect(delivered).toMatchObject({ attempts: 1, banner: false });
    expect(delivered.reply).toBeUndefined();
    const sent = () => account.simulator.get<unknown[]>('/control/calls?path=/cgi-bin/message/custom/send');
    await until('the late answer', async () => ((await sent()).length > 0 ? true : undefined));
    expect((await lines('callback', 'reply_late'))[0]).toContain('"LateReplies":1');
  });

  it('a repeated delivery gets the same reply, and nothing happens twice', async () => {
    const now = Math.floor(Date.now() / 1000);
    const xml = `<xml><ToUserName>${account.atWeChat.originalId}</ToUserName><FromUserName>${somebody.openid}</FromUserName><CreateTime>${now}</CreateTime><MsgType>text</MsgType><Content>停电</Content><MsgId>23456789012345678</MsgId></xml>`;
    const request = aSafeRequest(xml, {
      at: Date.now(),
      token: account.atWeChat.token,
      cipher: createCipher(account.atWeChat.encodingAesKey, account.atWeChat.appId),
    });
    const [one, other] = await Promise.all([post(request), post(request)]);
    expect(one).toContain('<Content>');
    expect(other).toBe(one);
    expect(await store.beginningWith('claim#')).not.toHaveLength(0);
  });

  it('the logs of callback and function carry the same request id', async () => {
    const late = await until('the line of the late reply', async () => (await lines('callback', 'reply_late'))[0]);
    const { requestId } = JSON.parse(late.slice(late.indexOf('{"time"'))) as { requestId: string };
    await until('its line in on-message', async () => (await lines('on-message', requestId))[0]);
  });

  it('receipts go through the queue; one that is broken comes again alone, and ends with the dead letters', async () => {
    const receipt = {
      kind: 'event',
      event: 'TEMPLATESENDJOBFINISH',
      toUserName: account.settings.WECHAT_ORIGINAL_ID,
      openid: somebody.openid,
      createTime: Math.floor(Date.now() / 1000),
      fields: { MsgID: ['900000000000000001'], Status: ['success'] },
    };
    const QueueUrl = await queueUrl('receipts');
    // Three minutes, five times, are too long for a test.
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '1' } }));
    const Entries = [JSON.stringify(receipt), 'not JSON'].map((MessageBody, index) => ({
      Id: String(index),
      MessageBody,
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await until('the receipt in the table', async () => (await store.beginningWith('receipts#'))[0]);
    expect(await store.beginningWith('receipts#')).toHaveLength(1);
    const failures = await until('the failure', async () => (await lines('on-receipt', 'receipts_failed')).at(-1));
    expect(failures).toContain('"FailedReceipts":1');
    await until('the dead letter', async () => ((await waiting('receipts-dead')) === 1 ? true : undefined), 60_000);
    expect(await waiting('receipts')).toBe(0);
  });

  it('a notice of the organisation reaches who follows, once, and its receipt comes back', async () => {
    const template = { template_id: 'deployed-restored', ...profile.templates['outage-restored'] };
    await account.simulator.post('/control/templates', {
      template_id: template.template_id,
      title: template.title,
      fields: template.fields,
    });
    const door = createOpenClient({
      url: account.settings.PUBLIC_URL,
      caller: 'local',
      secret: account.settings.OPEN_API_SECRET,
      // The emulator's API has a path of its own before the account's, which is not signed.
      fetch: (address, init) => {
        const { pathname, search } = new URL(String(address));
        return fetch(`${api}${pathname}${search}`, init);
      },
    });
    const request = {
      method: 'POST',
      path: '/notices',
      idempotencyKey: 'deployed-notice-1',
      body: {
        template: 'outage-restored',
        title: '恢复送电',
        audience: { of: 'everyone' },
        fields: { thing1: '城中区中山路', time2: '2026年11月22日 15:40', thing3: '感谢您的理解' },
        lane: 'urgent',
        confirmation: 'automatic',
      },
    } as const;
    const answers = [await door.request(request), await door.request(request)];
    expect(answers.map(({ status, isReplay }) => [status, isReplay])).toEqual([
      [202, false],
      [202, true],
    ]);
    const cards = async () => (await somebody.chat()).filter(({ content }) => content.type === 'template');
    await until('the card', async () => (await cards())[0], 60_000);
    const path = `/notices/${String(answers[0]?.body['noticeId'])}`;
    const delivered = async () => {
      const { body } = await door.request({ method: 'GET', path });
      return (body['figures'] as { delivered?: number } | undefined)?.delivered === 1 ? body : undefined;
    };
    expect(await until('the receipt, by the tick of a minute', delivered, 150_000)).toMatchObject({ state: 'sent' });
    expect(await cards()).toHaveLength(1);
  });

  it('the file that proves the domain is served by its exact name', async () => {
    const file = await fetch(`${api}/MP_verify_Ab1.txt`, { redirect: 'manual' });
    expect([file.status, file.headers.get('content-type'), await file.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'Ab1',
    ]);
    expect((await fetch(`${api}/MP_verify_ab1.txt`)).status).toBe(404);
  });

  it("an operator's call of WeChat is made from the account", async () => {
    const Payload = JSON.stringify([{ method: 'GET', path: '/cgi-bin/getcallbackip' }]);
    const answer = await lambda.send(new InvokeCommand({ FunctionName: `${name}-operate`, Payload }));
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject([{ kind: 'answer' }]);
  });

  it('the doctor finds what is still wrong, each with its remedy', async () => {
    const { output } = await account.script(['infra/doctor/cli.ts', '--stage', 'dev', '--address', api]);
    expect(output).toContain('npm run menu -- publish');
    expect(output).toMatch(/ok\s+.*access token/);
  });

  it('the menu is published from the account, and then the doctor finds it right', async () => {
    const published = await account.script(['infra/menu/cli.ts', 'publish', '--stage', 'dev']);
    expect(published.output).toContain('The account has the menu of power.');
    const { output } = await account.script(['infra/doctor/cli.ts', '--stage', 'dev', '--address', api]);
    expect(output).toContain('ok     the menu is that of the profile');
  });

  it('the doctor names the address that WeChat refuses', async () => {
    await account.simulator.post('/control/ip-list', { ips: ['198.51.100.7'] });
    await account.simulator.post('/control/revoke-tokens');
    const { output } = await account.script(['infra/doctor/cli.ts', '--stage', 'dev', '--address', api]);
    await account.simulator.post('/control/ip-list', { ips: [] });
    expect(output).toMatch(/wrong .*40164.*127\.0\.0\.1/);
    expect(output).toContain('IP白名单');
  });

  it('who unfollows is forgotten', async () => {
    const another = await aFollower(account.simulator);
    await another.say('停电');
    await another.unfollow();
    // At once, or after the delay that the organisation's profile sets.
    const [item = {}, ...others] = await store.ofFollower(another.openid);
    if (profile.erasureDelayDays > 0) expect(item).toMatchObject({ gsi1pk: 'erasure-due' });
    else expect([Object.keys(item).sort(), others]).toEqual([['erasedAt', 'expiresAt', 'pk', 'sk'], []]);
  });

  it('the schedule has run the sweep', async () => {
    await until('a sweep', async () => (await lines('sweep', 'erasures_swept'))[0], 100_000);
  });
});

describe('an update', () => {
  it('changes what has changed and keeps the table', async () => {
    const { code, output } = await account.deploy('--param=logRetentionDays=14');
    expect(code, output).toBe(0);
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/' }));
    expect(new Set(logGroups.map(({ retentionInDays }) => retentionInDays))).toEqual(new Set([14]));
    expect((await somebody.say('停电')).banner).toBe(false);
  });
});

describe('a backup', () => {
  it('is restored beside the table, and what was lost is copied back', async () => {
    const dynamodb = new DynamoDBClient();
    const TargetTableName = `${name}-restored`;
    await dynamodb.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName: name, TargetTableName, UseLatestRestorableTime: true }),
    );
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60 }, { TableName: TargetTableName });
    const { pk = '', sk = '' } = (await store.profile(somebody.openid)) as { pk?: string; sk?: string };
    await dynamodb.send(new DeleteItemCommand({ TableName: name, Key: { pk: { S: pk }, sk: { S: sk } } }));
    expect(await store.profile(somebody.openid)).toBeUndefined();
    await account.script(['infra/deploy/restore.ts', '--from', TargetTableName, '--to', name]);
    expect((await store.profile(somebody.openid))?.['firstScene']).toBe('poster-1');
  });
});

describe('a change of the token and the key at WeChat', () => {
  const next = { token: 'nextToken', encodingAesKey: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop4' };
  /** Other settings give functions new instances, which read the secrets anew; others do so within five minutes. */
  const withNewInstances = async (level: string) => {
    account.env['LOG_LEVEL'] = level;
    const { code, output } = await account.deploy();
    expect(code, output).toBe(0);
  };

  it('loses no message: before and after it both are valid', async () => {
    await account.secrets(['set', 'wechat-token-next'], next.token);
    await account.secrets(['set', 'wechat-encoding-aes-key-next'], next.encodingAesKey);
    await withNewInstances('debug');
    expect((await somebody.say('停电')).banner).toBe(false);
    Object.assign(account.atWeChat, next);
    expect(await somebody.say('停电')).toMatchObject({ banner: false, attempts: 1 });
  });

  it('ends with the old ones refused', async () => {
    expect((await account.secrets(['promote', 'wechat-token'])).code).toBe(0);
    expect((await account.secrets(['promote', 'wechat-encoding-aes-key'])).code).toBe(0);
    await withNewInstances('info');
    expect(await somebody.say('停电')).toMatchObject({ banner: false, attempts: 1 });
    account.atWeChat.token = account.settings.WECHAT_TOKEN;
    expect(await somebody.say('停电')).toMatchObject({ banner: true });
    account.atWeChat.token = next.token;
  });
});

describe('a removal', () => {
  const tableStatus = async (table: string) =>
    (await new DynamoDBClient().send(new DescribeTableCommand({ TableName: table }))).Table?.TableStatus;

  it('takes everything away but the data, which it says', async () => {
    const { code, output } = await account.remove();
    expect(code, output).toBe(0);
    expect(output).toContain('Removed all but the data');
    expect(await tableStatus(name)).toBe('ACTIVE');
    expect((await store.profile(somebody.openid))?.['firstScene']).toBe('poster-1');
    await expect(stackOutputs(name, region)).rejects.toThrow();
  });

  it('is followed by no deployment over the data that was kept', async () => {
    const { code, output } = await account.deploy();
    expect(code).not.toBe(0);
    expect(output).toContain(`npm run restore -- --from ${name} --to ${name}-2`);
  });

  it('can be taken back: a new deployment takes the data over', async () => {
    const table = `${name}-2`;
    const deployed = await account.deploy(`--param=table=${table}`);
    expect(deployed.code, deployed.output).toBe(0);
    const { output } = await account.script(['infra/deploy/restore.ts', '--from', name, '--to', table]);
    expect(output).toMatch(/\d+ items copied/);
    await findApi();
    expect(await somebody.say('停电')).toMatchObject({ banner: false, attempts: 1 });
    expect((await account.remove()).code).toBe(0);
  });

  it('never touches a table of somebody else', async () => {
    await account.setSecrets('bank');
    const { output, code } = await account.deploy('--param=organisation=bank', `--param=table=${name}`);
    expect(code).not.toBe(0);
    expect(output).toContain(`The table ${name} belongs to ${name}: choose another`);
  });
});

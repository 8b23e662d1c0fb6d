import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FieldType } from '../../lib/notices/channels/field-types.ts';
import type { Profile } from '../../lib/platform/organisation.ts';
import type { Template } from '../../lib/platform/profile/notices.ts';
import { loadOrganisation } from '../build/organisation.ts';
import { importFollowers } from '../import/followers/import-followers.ts';
import { localAccount } from '../local/intrinsics.ts';
import { type Stack, startStack } from '../local/stack.ts';
import type { NoticeCounts } from '../local/wechat/contract.ts';
import { openOperatorApi } from '../menu/api.ts';
import { createOpenClient, type OpenClient } from '../open-client/client.ts';
import { getFrom, postTo } from './control.ts';
import { type Used, usedPer, usedSince } from './used.ts';

/** What one recipient of a notice takes, on average. */
export interface NoticeUsage {
  journey: string;
  /** Requests through the HTTP API. */
  callbacks: number;
  used: Used;
}

/** Four segments in each shard. */
const people = 6_000;
/** The engine is through with the last segments and has been asked by its clock. */
const quietMs = 10_000;

const samples: Partial<Record<FieldType, string>> = {
  number: '1',
  amount: '12.50元',
  time: '2026年11月22日 15:40',
  date: '2026年11月22日',
  character_string: '20261122001',
  phone_number: '95598',
  symbol: '!',
  car_number: '粤A12345',
};

const sampleOf = (field: string): string => samples[field.replace(/\d+$/, '') as FieldType] ?? '测试';

/** A template that people can switch off, as most are: each of them is looked up. */
const templateOf = ({ templates }: Profile): [string, Template] => {
  const found = Object.entries(templates).find(([, { channel, choice }]) => channel === 'template' && choice);
  if (found === undefined) throw new Error('the profile has no template message that can be switched off');
  return found;
};

/** Everybody at WeChat becomes known to the account, as when it takes over an account that has followers. */
const takeOver = async ({ awsUrl, simulatorUrl, env }: Stack): Promise<void> => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: awsUrl, region: localAccount.region, credentials }),
  );
  const baseUrl = simulatorUrl ?? '';
  const api = openOperatorApi(
    { baseUrl, appId: env.WECHAT_APP_ID, appSecret: env.WECHAT_APP_SECRET },
    { info: () => undefined, warn: (event) => console.error(event) },
  );
  const table = { client, name: `bianmin-${env.ORGANISATION}-${env.STAGE}` };
  const order = { api, table, now: Date.now, sleep: (ms: number) => sleep(ms), perSecond: 5000, dryRun: false };
  const { error } = await importFollowers(order);
  client.destroy();
  if (error !== undefined) throw error;
};

const doneBy = async (open: OpenClient, request: Parameters<OpenClient['request']>[0]) => {
  const { status, body } = await open.request(request);
  if (status >= 300) throw new Error(`${request.path}: ${status} ${JSON.stringify(body)}`);
  return body;
};

/** Waits without a call to the account, which would be counted. */
const awaits = async (what: string, isThere: () => Promise<boolean>): Promise<void> => {
  for (let look = 0; look < 300; look += 1) {
    if (await isThere()) return;
    await sleep(1000);
  }
  throw new Error(`${what} did not come`);
};

/** What the account uses for something, and until it is quiet again. */
const usedBy = async ({ aws }: Stack, work: () => Promise<void>): Promise<Used> => {
  aws.calls.clear();
  await work();
  await sleep(quietMs);
  return usedSince(aws.calls);
};

const draft = async (open: OpenClient, profile: Profile): Promise<string> => {
  const [template, { fields }] = templateOf(profile);
  const values = Object.fromEntries(Object.keys(fields).map((field) => [field, sampleOf(field)]));
  const body = { template, title: '费用测算', fields: values, lane: 'urgent', audience: { of: 'everyone' } };
  const made = await doneBy(open, { method: 'POST', path: '/notices', body, idempotencyKey: 'costs-of-a-notice' });
  return String(made['noticeId']);
};

/** Lets minutes pass until receipts have been joined for good. */
const passMinutes = async ({ clock }: Stack): Promise<void> => {
  for (let minute = 0; minute < 5; minute += 1) {
    clock.advance(60_000);
    await sleep(2000);
  }
};

const check = async (open: OpenClient, id: string): Promise<void> => {
  const { state, figures } = await doneBy(open, { method: 'GET', path: `/notices/${id}` });
  const { delivered } = figures as { delivered: number };
  if (state !== 'sent' || delivered !== people) throw new Error(`the notice is ${state}, ${delivered} delivered`);
};

/** Sends a notice to everyone, from a request of the organisation's system to the last receipt, on a stack of its own. */
export const measureNotice = async (organisation: string): Promise<NoticeUsage[]> => {
  const stack = await startStack({ organisation, quiet: true });
  const { accountUrl: url, simulatorUrl = '', env, clock } = stack;
  const open = createOpenClient({ url, caller: 'local', secret: env.OPEN_API_SECRET, now: clock.now });
  const counted = async () => (await getFrom<NoticeCounts[]>(simulatorUrl, '/control/notices'))[0]?.accepted === people;
  const joined = async () => (await getFrom<{ waiting: number }>(simulatorUrl, '/control/receipts')).waiting === 0;
  try {
    const { profile } = await loadOrganisation(organisation);
    await postTo(simulatorUrl, '/control/audience', { count: people });
    await takeOver(stack);
    let id = '';
    const frozen = await usedBy(stack, async () => {
      id = await draft(open, profile);
    });
    const sent = await usedBy(stack, async () => {
      await doneBy(open, { method: 'POST', path: `/notices/${id}/confirm`, idempotencyKey: 'costs-confirmed' });
      await awaits('the last message', counted);
      await awaits('the last receipt', joined);
      await passMinutes(stack);
    });
    await check(open, id);
    const row = (journey: string, used: Used, callbacks = 0) => ({ journey, callbacks, used: usedPer(used, people) });
    return [
      row('a recipient: frozen and counted', frozen),
      row('a recipient: claimed, sent, recorded, and the receipt from WeChat’s callback to the figures', sent, 1),
    ];
  } finally {
    await stack.stop();
  }
};

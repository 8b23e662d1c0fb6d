import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../infra/local/wechat/contract.ts';
import { createOpenClient, type OpenAnswer } from '../../infra/open-client/client.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson, type BoundPerson } from './support/bound.ts';
import type { Person } from './support/person.ts';
import { until } from './support/until.ts';

const doorOf = (account: OpenAccount) => {
  const { accountUrl: url, env } = account.stack;
  const client = createOpenClient({ url, caller: 'local', secret: env.OPEN_API_SECRET, now: account.now });
  const send = async (method: 'POST' | 'PATCH', where: string, body?: unknown): Promise<OpenAnswer> => {
    const answer = await client.request({ method, path: where, body, idempotencyKey: randomUUID() });
    if (answer.status >= 300) throw new Error(`${method} ${where}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  return { client, send };
};

const instant = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** The cards on somebody's phone, each as `title: name=value …`. */
const cardsOf = async (person: Pick<Person, 'chat'>): Promise<string[]> =>
  (await person.chat()).flatMap(({ content }: ChatMessage) =>
    content.type === 'template'
      ? [`${content.title}: ${content.fields.map(({ name, value }) => `${name}=${value}`).join(' ')}`]
      : [],
  );

const aCard = (person: Pick<Person, 'chat'>, words: RegExp): Promise<string> =>
  until(`a card with ${words}`, async () => (await cardsOf(person)).find((card) => words.test(card)));

const aState = (account: OpenAccount, noticeId: unknown, state: string): Promise<Record<string, unknown>> =>
  until(`notice ${state}`, async () => {
    const { body } = await doorOf(account).client.request({ method: 'GET', path: `/notices/${noticeId}` });
    return body['state'] === state ? body : undefined;
  });

describe('the bank’s core system', () => {
  let account: OpenAccount;
  let holder: BoundPerson;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'bank' });
    holder = await aBoundPerson(account, 'bank-card');
    // As the page of notices asks for it: a long-term subscription (长期订阅).
    const consent = { template_id: 'local-account-change', accept: true, longTerm: true };
    await account.simulator.post(`/control/followers/${holder.person.openid}/consents`, consent);
  });
  afterAll(() => account?.close());

  const aPayment = (amountFen: number) => ({
    ...{ about: 'money', account: holder.claims['cardNumber'], change: '消费', amountFen, balanceFen: 123_456 },
    at: instant(account.now()),
  });

  it('B3 account change: the holder has it within seconds, masked, and nobody else', async () => {
    const other = await account.follow();
    const { status, body } = await doorOf(account).send('POST', '/account-changes', aPayment(8800));
    expect([status, body['people']]).toEqual([202, 1]);
    const card = await aCard(holder.person, /88\.00元/);
    expect(card).toMatch(/账户变动通知: .*\*\*\*\*\d{4}.*消费.*1234\.56元/);
    expect(JSON.stringify(await holder.person.chat())).not.toContain(holder.claims['cardNumber']);
    expect(await cardsOf(other)).toEqual([]);
    await aState(account, body['noticeId'], 'sent');
  });

  it('posts one twice: one card', async () => {
    const { client } = doorOf(account);
    const request = { method: 'POST', path: '/account-changes', body: aPayment(4200), idempotencyKey: 'payment-4200' };
    const answers = [await client.request(request as never), await client.request(request as never)];
    expect(answers.map(({ isReplay }) => isReplay)).toEqual([false, true]);
    await aCard(holder.person, /42\.00元/);
    await aState(account, answers[0]?.body['noticeId'], 'sent');
    expect((await cardsOf(holder.person)).filter((card) => card.includes('42.00元'))).toHaveLength(1);
  });

  it('is refused when it signs with another secret, and gets the contract without any', async () => {
    const { accountUrl: url } = account.stack;
    const stranger = createOpenClient({ url, caller: 'local', secret: 'x'.repeat(40), now: account.now });
    const request = {
      method: 'POST',
      path: '/account-changes',
      body: aPayment(1),
      idempotencyKey: 'stranger-1',
    } as const;
    expect(await stranger.request(request)).toMatchObject({ status: 401, body: { error: { code: 'bad_signature' } } });
    const contract = await fetch(`${url}/open/v1/openapi.json`);
    expect(await contract.json()).toMatchObject({ openapi: '3.1.0' });
  });

  it('of a card that nobody has bound gets 200 and no one', async () => {
    const unbound = { ...aPayment(1), account: '4111111111111111' };
    const { status, body } = await doorOf(account).send('POST', '/account-changes', unbound);
    expect([status, body]).toEqual([200, { people: 0 }]);
  });

  it('can be a command line', async () => {
    const file = path.join(account.stack.dataDir, 'payment.json');
    await writeFile(file, JSON.stringify(aPayment(7700)));
    const cli = path.resolve(import.meta.dirname, '../../infra/open-client/cli.ts');
    const env = { ...process.env, OPEN_API_SECRET: account.stack.env.OPEN_API_SECRET };
    const words = ['tsx', cli, 'account-change', file, '--url', account.stack.accountUrl];
    const { stdout } = await promisify(execFile)('npx', words, { env });
    expect(JSON.parse(stdout)).toMatchObject({ people: 1 });
    await aCard(holder.person, /77\.00元/);
  });
});

describe('C6 campus logistics', () => {
  let account: OpenAccount;
  let student: BoundPerson;
  let staff: BoundPerson;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'campus' });
    student = await aBoundPerson(account, 'campus-person', 0);
    staff = await aBoundPerson(account, 'campus-person', 1);
  });
  afterAll(() => account?.close());

  it('sends a water cut to one building, and that the water is back to the same people', async () => {
    await account.advanceTo('10:00');
    const { send } = doorOf(account);
    const { body } = await send('POST', '/notices', {
      ...{ template: 'building-notice', title: '1号楼停水', confirmation: 'automatic' },
      audience: { of: 'areas', areaIds: ['dorm-1'], bindingKinds: 'any' },
      marks: {
        ...{ place: '1号楼', change: '停水', reason: '水管检修' },
        ...{ from: instant(account.now() + 3_600_000), to: instant(account.now() + 7_200_000) },
      },
    });
    expect(await aCard(student.person, /停水/)).toContain('水管检修');
    const sent = await aState(account, body['noticeId'], 'sent');
    expect(sent).toMatchObject({ people: 1, accounts: 1 });
    const restored = await send('POST', '/notices', {
      ...{ template: 'building-restored', title: '1号楼恢复供水', confirmation: 'automatic' },
      audience: { of: 'notice', noticeId: body['noticeId'], which: 'all' },
      marks: { place: '1号楼', change: '恢复供水', at: instant(account.now()) },
    });
    await aCard(student.person, /恢复供水/);
    await aState(account, restored.body['noticeId'], 'sent');
    expect(await cardsOf(staff.person)).toEqual([]);
  });

  it('is told what is wrong by field', async () => {
    const { client } = doorOf(account);
    const answer = await client.request({
      method: 'POST',
      path: '/notices',
      idempotencyKey: 'wrong-building',
      body: {
        ...{ template: 'building-restored', title: '99号楼' },
        audience: { of: 'areas', areaIds: ['dorm-99'], bindingKinds: 'any' },
        fields: { thing1: '99号楼', phrase2: '恢复供水', time3: '10:00' },
      },
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { fields: [{ field: 'audience.areaIds.0', code: 'unknown_area' }] } },
    });
  });
});

describe('G6 the command centre', () => {
  let account: OpenAccount;
  let owner: BoundPerson;
  let somebody: Person;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'police' });
    owner = await aBoundPerson(account, 'vehicle');
    somebody = await account.follow();
  });
  afterAll(() => account?.close());

  const districts = ['chengzhong', 'jiangbei', 'nanhu', 'dongling', 'linshan'];
  const aStorm = { headline: '暴雨红色预警', text: '今天14时到20时有特大暴雨，请不要外出。' };

  /** The district in which the owner's vehicle is registered. */
  const home = async (): Promise<string> => {
    const items = await account.store.ofFollower(owner.person.openid);
    const binding = items.find(({ sk }) => String(sk).startsWith('binding#vehicle'));
    return districts.find((district) => String(binding?.['areaId']).startsWith(district)) ?? '';
  };

  it('reaches an area within seconds and nobody else; chat says how it goes on, the same people are told the end', async () => {
    const { send } = doorOf(account);
    const { body } = await send('POST', '/emergencies', {
      ...aStorm,
      audience: { of: 'areas', areaIds: [await home()] },
    });
    expect(await aCard(owner.person, /应急提示/)).toContain('暴雨红色预警');
    await aState(account, body['noticeId'], 'sent');
    await account.advance(5000);
    await somebody.say('应急');
    expect((await somebody.heard()).at(-1)).toContain('【暴雨红色预警】');
    const ended = await send('PATCH', `/emergencies/${body['id']}`, { headline: '预警已经解除', ended: true });
    await aCard(owner.person, /预警已经解除/);
    await aState(account, ended.body['noticeId'], 'sent');
    expect(await cardsOf(somebody)).toEqual([]);
    await account.advance(5000);
    await somebody.say('应急');
    expect((await somebody.heard()).at(-1)).not.toContain('暴雨红色预警');
  });

  it('reaches everyone when that is asked for, and nobody in an area where nobody is', async () => {
    const { send } = doorOf(account);
    await send('POST', '/emergencies', { ...aStorm, headline: '全市防空演习', audience: { of: 'everyone' } });
    await Promise.all([aCard(owner.person, /防空演习/), aCard(somebody, /防空演习.*全市/)]);
    const away = districts.find((district) => district !== 'chengzhong');
    const elsewhere = (await home()) === away ? 'chengzhong' : away;
    const { body } = await send('POST', '/emergencies', { ...aStorm, audience: { of: 'areas', areaIds: [elsewhere] } });
    const refused = await aState(account, body['noticeId'], 'refused');
    expect(refused).toMatchObject({ reason: { code: 'empty_audience' } });
  });
});

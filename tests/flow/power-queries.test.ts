import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMonths, beijingMonth, monthInWords } from '../../lib/platform/months.ts';
import type { Overview } from '../../lib/services/bills/model.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson, type BoundPerson } from './support/bound.ts';
import { newestCode, openWebView } from './support/pages.ts';

let account: OpenAccount;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power' });
});
afterAll(() => account?.close());

const ago = (months: number): string => addMonths(beijingMonth(account.now()), -months);

describe('P2 bills', () => {
  let bound: BoundPerson;
  beforeAll(async () => {
    bound = await aBoundPerson(account, 'electricity-account');
  });

  it('answers 电费 and a month with usage, steps, amount and the page, and refuses the fourth of a day', async () => {
    const bill = await bound.ask('电费');
    expect(bill).toMatch(/【.*62\*{4}\d{4}】/);
    expect(bill).toMatch(/用电\d+度\n[一二三]档：/);
    expect(bill).toMatch(/合计：[\d,]+\.\d\d元/);
    expect(bill).toContain('/pages/bills');
    for (const claim of Object.values(bound.claims)) expect(bill).not.toContain(claim);
    const month = monthInWords(ago(3));
    expect(await bound.ask(`${month}电费`)).toContain(`${month}　用电`);
    expect(await bound.ask('近三个月电费')).toContain('3个月共');
    expect(await bound.ask('上个月电费')).toContain('每天最多查 3 次');
  });

  it('shows the chart on its page even when the day’s details are used up', async () => {
    const overview = await bound.view.get('/api/bills');
    expect(overview.status).toBe(200);
    const { months } = overview.body as unknown as Overview;
    expect(months).toHaveLength(24);
    const refused = await bound.view.get(`/api/bills/${months[0]?.month}`);
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'limit_reached' } } });
    await account.advance(86_400_000);
    await bound.view.open('/pages/bills');
    const next = await bound.view.get('/api/bills/latest');
    expect(next).toMatchObject({ status: 200, body: { kind: 'found', bill: { month: months[0]?.month } } });
    for (const claim of Object.values(bound.claims)) expect(JSON.stringify([overview, next])).not.toContain(claim);
  });

  it('refuses a month that is none, a binding that is not theirs, and who is not signed in', async () => {
    expect((await bound.view.get('/api/bills/2026-13')).status).toBe(400);
    expect((await bound.view.get('/api/bills?binding=guessed')).status).toBe(403);
    expect((await openWebView(account, bound.person).get('/api/bills')).status).toBe(401);
  });

  it('leads whom has bound nothing to the binding page, and from there to the month that was asked for', async () => {
    const person = await account.follow();
    await person.say('上个月电费');
    const answer = (await person.heard()).at(-1) ?? '';
    const link = new URL(/href="([^"]+)"/.exec(answer)?.[1] ?? '');
    expect(link.pathname).toBe('/pages/bind');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      kind: 'electricity-account',
      then: `/pages/bills?month=${ago(1)}`,
    });
  });

  it('says a plain sentence, in chat and on the page, when the records don’t come', async () => {
    await account.advance(86_400_000);
    await bound.view.open('/pages/bills');
    account.faults({ path: '/aws/dynamodb/Query', httpStatus: 500, times: 100 });
    expect(await bound.ask('电费')).toContain('请过几分钟再试');
    expect(await bound.view.get('/api/bills')).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    account.clearFaults();
    expect(await bound.ask('电费')).toContain('合计：');
  });
});

describe('P7 account data', () => {
  let bound: BoundPerson;
  beforeAll(async () => {
    bound = await aBoundPerson(account, 'electricity-account', 1);
  });
  const start = async (change: Record<string, string>) => {
    await account.advance(31_000);
    return bound.view.post('/api/account-data/start', change);
  };
  const confirm = (challenge: unknown, code: string) =>
    bound.view.post('/api/account-data/confirm', { challenge, code });

  it('changes the mailing address by a code to the phone on record, once', async () => {
    const started = await start({ what: 'mailingAddress', mailingAddress: '滨江大道206号' });
    expect(started).toMatchObject({ status: 200, body: { phoneShown: expect.stringMatching(/^1\d\d\*{4}\d{4}$/) } });
    const { challenge } = started.body;
    const code = await newestCode(account);
    expect((await confirm(challenge, code === '000000' ? '000001' : '000000')).status).toBe(400);
    expect((await confirm(challenge, code)).body).toEqual({ kind: 'changed' });
    expect((await confirm(challenge, code)).body).toMatchObject({ error: { code: 'code_spent' } });
    expect((await bound.view.get('/api/account-data')).body).toMatchObject({ addressShown: '滨江大道20****' });
  });

  it('changes the phone by codes to the old one and the new one', async () => {
    const first = await start({ what: 'phone', phone: '13912340000' });
    const second = await confirm(first.body['challenge'], await newestCode(account));
    expect(second.body).toMatchObject({ kind: 'new-phone', phoneShown: '139****0000' });
    const third = await confirm(second.body['challenge'], await newestCode(account));
    expect(third.body).toEqual({ kind: 'changed' });
    expect((await bound.view.get('/api/account-data')).body).toMatchObject({ phoneShown: '139****0000' });
  });

  it('refuses a weak password at its field', async () => {
    const refused = await start({ what: 'servicePassword', servicePassword: '123456' });
    expect(refused).toMatchObject({ status: 400, body: { error: { field: 'servicePassword' } } });
  });

  it('tells everybody in chat what to do, bound or not', async () => {
    const person = await account.follow();
    await person.say('改手机号');
    expect((await person.heard()).at(-1)).toContain('/pages/account-data');
  });
});

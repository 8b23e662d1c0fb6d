import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeId } from '../../lib/notices/notices.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { startImport } from './support/import-command.ts';
import { adjustForPush, openPush, type Push } from './support/push.ts';
import { until } from './support/until.ts';

const silentOnes = 3000;
const fields = { thing1: '全市', time2: '2026年11月22日 15:40', time3: '2026年11月22日 18:00', phrase4: '抢修中' };

let account: OpenAccount;
let push: Push;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power', adjust: adjustForPush() });
  push = await openPush(account.stack, account.simulator);
});
afterAll(async () => {
  push?.close();
  await account?.close();
});

const importing = (...args: string[]) => startImport(account.stack, 'followers', ...args);
const puts = () => account.stack.aws.calls.totals()['dynamodb PutItem'] ?? { calls: 0, units: 0 };
const count = (output: string, what: string) =>
  Number(new RegExp(`^ +${what} +([\\d,]+)`, 'm').exec(output)?.[1]?.replaceAll(',', ''));
const leave = (openid = '') => account.simulator.delete(`/control/followers/${openid}`);

/** Openids to whom a notice to everyone goes. */
const everyone = async (title: string): Promise<string[]> => {
  const id = noticeId('test', title);
  const draft = { id, template: 'outage-fault', fields, lane: 'bulk' as const, audience: { of: 'everyone' as const } };
  await push.notices.draft({ ...draft, title, confirmation: 'by-staff', by: 'staff:test' });
  await push.reaches(id, 'ready');
  const openids: string[] = [];
  for await (const { openid } of push.notices.deliveries(id)) openids.push(openid);
  expect(await push.notices.figures(id)).toMatchObject({ people: openids.length });
  return openids;
};

describe('an account with followers from before', () => {
  it('knows all of them after an import that was killed in the middle and begun again', async () => {
    const { openids } = await account.simulator.post<{ openids: string[] }>('/control/audience', { count: silentOnes });
    const known = await account.follow('poster-12');
    const before = await account.store.profile(known.openid);
    // Has only written since: a follower whom notices to everyone would miss.
    await account.simulator.post(`/control/followers/${openids[7]}/say`, { type: 'text', content: '你好' });
    expect(await everyone('before')).toEqual([known.openid]);

    const tried = await importing('--dry-run').ended;
    expect(tried).toMatchObject({ code: 0 });
    expect(count(tried.output, 'new')).toBe(silentOnes - 1);

    const written = puts().calls;
    const first = importing('--pace', '1000');
    await until('half of them', () => puts().calls - written > silentOnes || undefined);
    first.child.kill('SIGKILL');
    await first.ended;
    const half = await everyone('half');
    expect(half.length).toBeGreaterThan(1000);
    expect(half.length).toBeLessThan(silentOnes);

    // One who was taken over and one who was not leave before it goes on.
    const taken = openids.find((openid) => half.includes(openid));
    const untaken = openids.find((openid) => !half.includes(openid));
    for (const openid of [taken, untaken]) await leave(openid);
    await until('both gone', async () =>
      (await everyone(`gone ${performance.now()}`)).includes(taken ?? '') ? undefined : true,
    );

    const second = await importing('--pace', '5000').ended;
    expect(second.code).toBe(0);
    expect(second.output).toContain(`WeChat names ${(silentOnes - 1).toLocaleString('en')} followers`);

    const expected = [known.openid, ...openids.filter((openid) => openid !== taken && openid !== untaken)];
    const all = await everyone('after');
    expect(all).toHaveLength(expected.length);
    expect(new Set(all)).toEqual(new Set(expected));
    expect(await account.store.profile(known.openid)).toEqual(before);

    const third = await importing().ended;
    expect(third.code).toBe(0);
    expect([count(third.output, 'new'), count(third.output, 'known already')]).toEqual([0, expected.length]);
  }, 240_000);

  it('takes two write units for each, beside the one of the index, which the local engine does not count', async () => {
    const { openids } = await account.simulator.post<{ openids: string[] }>('/control/audience', { count: 500 });
    const before = puts();
    const { code, output } = await importing('--pace', '5000').ended;
    expect([code, count(output, 'new')]).toEqual([0, openids.length]);
    // What else was put meanwhile: a few notes of the import, and of the account's schedules.
    const units = (puts().units - before.units) / openids.length;
    expect(units).toBeGreaterThanOrEqual(2);
    expect(units).toBeLessThan(2.1);
  });

  it('is told when WeChat takes no more calls today, or the address is not on its list', async () => {
    const path = '/cgi-bin/user/get';
    account.faults({ path, errcode: 45009 });
    const ended = await importing().ended;
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('daily_quota_reached');
    expect(ended.output).toContain('It broke off. Run it again');
    account.faults({ path, errcode: 40164 });
    expect(await importing().ended).toMatchObject({ code: 1, output: expect.stringContaining('ip_not_allowed') });
  });

  it.each([
    [['--pace', '5'], '--pace must be'],
    [['file.csv'], 'npm run import -- <kind>'],
    [['--encoding', 'gbk'], 'npm run import -- <kind>'],
  ])('refuses a command line like followers %j', async (args, words) => {
    expect(await importing(...args).ended).toMatchObject({ code: 2, output: expect.stringContaining(words) });
  });
});

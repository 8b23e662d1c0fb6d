import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../infra/demo-data/sets.ts';
import { campusPassword } from '../../infra/local/campus/page.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson, type BoundPerson } from './support/bound.ts';
import { type Systems, startSystems } from './support/example-systems.ts';
import { openWebView, type WebView } from './support/pages.ts';
import type { Person } from './support/person.ts';
import { textOf } from './support/replies.ts';

/** What a bound follower says, and what the answer must hold. */
interface Journey {
  kinds: string[];
  says: [row: string, words: string, holds: RegExp][];
  pages: [row: string, path: string, member: string][];
}

const yuan = /\d[\d,]*\.\d{2}元?/;
const journeys: Record<string, Journey> = {
  power: {
    kinds: ['electricity-account'],
    says: [
      ['P2', '上个月电费', yuan],
      ['P2', '电费', yuan],
    ],
    pages: [
      ['P2', '/api/bills', 'usageKwh'],
      ['P1', '/api/binding/list', 'bindings'],
    ],
  },
  'housing-fund': {
    kinds: ['fund-account'],
    says: [
      ['H2', '余额', yuan],
      ['H3', '缴存明细', yuan],
      ['H4', '我的贷款', yuan],
      ['H5', '进度', /./],
    ],
    pages: [['H2', '/api/fund-account', '']],
  },
  bank: {
    kinds: ['bank-card'],
    says: [
      ['B2', '余额', yuan],
      ['B2', '交易明细', /./],
    ],
    pages: [['B2', '/api/cards', '']],
  },
  police: {
    kinds: ['vehicle'],
    says: [['G1', '违章', /记|罚|没有/]],
    pages: [['G1', '/api/violations', '']],
  },
};

const imported = async (): Promise<Systems> => ({ env: {}, close: async () => {} });
const everywhere = Object.entries(journeys).flatMap(([organisation, journey]) => [
  { organisation, where: 'imported data', open: imported, ...journey },
  { organisation, where: 'its own systems over HTTP', open: () => startSystems(organisation), ...journey },
]);

describe.each(everywhere)('$organisation, out of $where', ({ organisation, open, kinds, says, pages }) => {
  let systems: Systems;
  let account: OpenAccount;
  let bound: BoundPerson;

  beforeAll(async () => {
    systems = await open();
    account = await openAccount({ organisation, env: systems.env });
  });
  afterAll(async () => {
    await account.close();
    await systems.close();
  });

  it('W12: leads who is unbound to the binding page, and back to what was asked', async () => {
    const { reply } = await (await account.follow()).say(says[0]?.[1] ?? '');
    expect(reply === undefined ? '' : textOf(reply)).toMatch(
      /<a href="http:\/\/127\.0\.0\.1:\d+\/pages\/bind\?kind=[\w-]+&then=%2Fpages%2F/,
    );
  });

  it('binds the demo subject by claims and a code', async () => {
    for (const kind of kinds) bound = await aBoundPerson(account, kind);
    expect((await bound.view.get('/api/binding/list')).body).toMatchObject({ bindings: [{ kind: kinds.at(-1) }] });
  });

  it.each(says)('%s: answers “%s”', async (_row, words, holds) => {
    const text = await bound.ask(words);
    expect(text).toMatch(holds);
    expect(text).not.toContain('/pages/bind?');
  });

  it.each(pages)('%s: the page of %s has its data', async (_row, path, member) => {
    const { status, body } = await bound.view.get(path);
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining(member)]);
  });

  it('W13: limits personal queries to the organisation’s number a day, and says when it resets', async () => {
    const words = says[0]?.[1] ?? '';
    for (let time = 0; time < account.profile.limits.personalQueriesPerDay; time += 1) await bound.ask(words);
    expect(await bound.ask(words)).toMatch(/今天已经用完.*00:00/);
  });

  it('W13: shows who looked at what', async () => {
    const { body } = await bound.view.get('/api/account/trail');
    expect(JSON.stringify(body)).toMatch(/"at":/);
  });
});

describe.each(['oidc', 'cas'])('campus, signing on by %s', (signOnBy) => {
  let account: OpenAccount;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'campus', env: { CAMPUS_SIGN_ON: signOnBy } });
  });
  afterAll(() => account.close());

  const heardAfter = async (person: Person, words: string) => {
    await person.say(words);
    return (await person.heard()).at(-1) ?? '';
  };

  const leaveForSignOn = async (view: WebView) => {
    await view.open('/pages/bind');
    const { kinds } = (await view.get('/api/binding/kinds')).body as unknown as {
      kinds: { kind: string; signOn?: string; consentVersion: string }[];
    };
    const [campus] = kinds;
    const { body } = await view.post(campus?.signOn ?? '', { consentVersion: campus?.consentVersion });
    return String(body['location']);
  };

  it('C4: answers free classrooms without binding', async () => {
    expect(await heardAfter(await account.follow(), '明天3-4节 空教室')).toMatch(/教/);
  });

  it('C1: binds by the campus sign-on, once, and C3: answers the utilities of the room', async () => {
    const person = await account.follow();
    const view = openWebView(account, person);
    const location = await leaveForSignOn(view);
    expect(await view.open(location)).toMatch(/\/campus\/(oidc|cas)\//);
    const [known] = demoCredentials('campus').filter(({ kind }) => kind === 'campus-person');
    const username = known?.claims['number'] ?? '';
    expect(await view.submit({ username, password: campusPassword })).toMatch(/\/pages\/me$/);
    expect((await view.get('/api/binding/list')).body).toMatchObject({ bindings: [{ kind: 'campus-person' }] });
    expect(await heardAfter(person, '水电')).toMatch(/\d/);
    expect((await view.get('/api/utilities')).status).toBe(200);
    expect(await view.open(location)).toContain('/pages/campus/start');
  });

  it("C1: takes nobody back with another's sign-on", async () => {
    const [ann, eve] = [openWebView(account, await account.follow()), openWebView(account, await account.follow())];
    const location = await leaveForSignOn(ann);
    await eve.open('/pages/me');
    expect(await eve.open(location)).toContain('/pages/campus/start');
    expect((await eve.get('/api/binding/list')).body).toEqual({ bindings: [] });
  });
});

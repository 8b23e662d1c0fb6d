import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../../../../lib/guard/service.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createAccount } from '../../../../../lib/services/account/index.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOfFollower, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
let power: Organisation;
let world: ProofWorld;
let account: Service;
let subjects = 0;
const phone = () => `136${String(30_000_000 + subjects++)}`;
const kind = 'electricity-account';

beforeAll(async () => {
  power = await anOrganisation('power');
});
beforeEach(() => {
  world = createProofWorld(table, power);
  account = createAccount(world.deps);
});

const bind = async (openid: string) => {
  subjects += 1;
  const proved = { kind, subject: String(6400000000 + subjects), shown: '62****0001', label: '家', method: 'sms-code' };
  const rules = power.profile.bindings[kind] as NonNullable<(typeof power.profile.bindings)[string]>;
  await world.deps.enrol(openid, rules, proved, world.now());
  return proved;
};
const register = async (openid: string, number = phone()) => {
  const proof = { what: 'phone', tier: 'registered', method: 'sms-code', at: world.now(), phone: number } as const;
  await world.deps.proofs.record(openid, proof);
  await world.deps.consents.record({ openid, purpose: 'phone', given: true, at: world.now(), channel: 'page' });
};
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });

describe('the overview', () => {
  it('shows the tier and the masked phone', async () => {
    const openid = await world.follower();
    await register(openid, '13600009999');
    const shown = { organisation: '临江供电', tier: 'registered', phone: '136****9999', demo: false };
    expect(await world.ask(account, 'GET /', openid)).toEqual(shown);
    expect(await world.ask(account, 'GET /', 'oNobody')).toEqual({
      organisation: '临江供电',
      tier: 'visitor',
      demo: false,
    });
  });
});

describe('the trail', () => {
  const trail = (openid: string, after?: string) =>
    world.ask(account, 'GET /trail', openid, after === undefined ? {} : { after }) as Promise<{
      entries: { at: number; title: string }[];
      next?: string;
    }>;

  it('shows every look, newest first, page by page, to its own follower', async () => {
    const [openid, other] = [await world.follower(), await world.follower()];
    for (let look = 0; look < 70; look += 1) {
      await world.deps.uses.record(openid, { service: 'bills', at: world.now() + look, requestId: `r${look}` });
    }
    const first = await trail(openid);
    const second = await trail(openid, first.next);
    const third = await trail(openid, second.next);
    const times = [first, second, third].flatMap(({ entries }) => entries.map(({ at }) => at));
    expect(times).toEqual(Array.from({ length: 70 }, (_, look) => world.now() + 69 - look));
    expect(first.entries[0]).toEqual({ at: world.now() + 69, title: '电费账单' });
    expect(third.next).toBeUndefined();
    expect(await trail(other, first.next)).toEqual({ entries: [] });
  });
});

describe('a consent', () => {
  it('that is withdrawn ends the bindings of its kind, and what they proved', async () => {
    const openid = await world.follower();
    await bind(openid);
    await bind(openid);
    const shown = { id: 'binding:electricity-account', title: '绑定户号', version: '2026-11', at: world.now() };
    expect(await world.ask(account, 'GET /consents', openid)).toEqual({ consents: [shown] });
    world.now.advance(1000);
    await world.ask(account, 'POST /consents/withdraw', openid, { id: shown.id });
    expect(await world.deps.bindings.list(openid)).toEqual([]);
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'visitor' });
    expect(await world.ask(account, 'GET /consents', openid)).toEqual({ consents: [] });
    expect(await world.deps.consents.of(openid)).toMatchObject([
      { given: false, at: world.now(), givenAt: shown.at, version: '2026-11' },
    ]);
    const again = world.ask(account, 'POST /consents/withdraw', openid, { id: shown.id });
    await expect(again).rejects.toEqual(refusal('no_such_consent'));
  });

  it('of somebody else can not be withdrawn', async () => {
    const [mine, theirs] = [await world.follower(), await world.follower()];
    await bind(theirs);
    const attempt = world.ask(account, 'POST /consents/withdraw', mine, { id: `binding:${kind}` });
    await expect(attempt).rejects.toEqual(refusal('no_such_consent'));
    expect(await world.deps.bindings.list(theirs)).toHaveLength(1);
  });
});

describe('the copy of everything', () => {
  it('holds what is stored, legibly, and no key, ciphertext or number', async () => {
    const openid = await world.follower();
    const { subject } = await bind(openid);
    await register(openid, '13600008888');
    const copy = (await world.ask(account, 'GET /export', openid)) as Record<string, object[]>;
    expect(copy).toMatchObject({ profile: [{ tier: 'registered' }], binding: [{ shown: '62****0001', label: '家' }] });
    expect(Object.keys(copy).sort()).toEqual(['binding', 'bindings', 'consent', 'following', 'profile', 'proof']);
    const text = JSON.stringify(copy);
    for (const secret of [subject, '13600008888', 'k1.', 'follower#', openid, 'sealed'])
      expect(text).not.toContain(secret);
  });
});

describe('erasing everything', () => {
  it('takes a code to the phone that was registered', async () => {
    const openid = await world.follower();
    await bind(openid);
    await register(openid);
    world.now.advance(1000);
    const asked = (await world.ask(account, 'POST /erase', openid)) as { erased: boolean; challenge: string };
    expect(asked).toMatchObject({ erased: false, resendAfterS: 30 });
    const wrong = { challenge: asked.challenge, code: world.code() === '000000' ? '000001' : '000000' };
    await expect(world.ask(account, 'POST /erase', openid, wrong)).rejects.toMatchObject({
      code: 'wrong_code',
      field: 'code',
    });
    expect(await world.deps.bindings.list(openid)).toHaveLength(1);
    const right = { challenge: asked.challenge, code: world.code() };
    expect(await world.ask(account, 'POST /erase', openid, right)).toEqual({ erased: true });
    expect(await itemsOfFollower(table, openid)).toMatchObject([{ sk: 'profile', erasedAt: world.now() }]);
    expect(world.lines.join()).not.toContain(openid);
  });

  it('is done at once for who registered none', async () => {
    const openid = await world.follower();
    world.now.advance(1000);
    expect(await world.ask(account, 'POST /erase', openid)).toEqual({ erased: true });
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'visitor', keptAnswers: [] });
  });
});

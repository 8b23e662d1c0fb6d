import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../../../../lib/guard/service.ts';
import { AppError } from '../../../../../lib/platform/errors.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createBinding } from '../../../../../lib/services/binding/index.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOfFollower, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
let power: Organisation;
let world: ProofWorld;
let binding: Service;
let account = 6200000000;
let phones = 0;

const consentVersion = '2026-11';
beforeAll(async () => {
  power = await anOrganisation('power');
});
beforeEach(() => {
  world = createProofWorld(table, power);
  binding = createBinding(world.deps);
});

/** An account that the organisation knows, and the claims that fit it. */
const anAccount = () => {
  account += 1;
  phones += 1;
  const claims = {
    accountNumber: String(account),
    holderName: '李明',
    phone: `138${String(10_000_000 + phones)}`,
  };
  const { accountNumber: subject, phone } = claims;
  world.know('electricity-account', claims, { subject, shown: `62****${subject.slice(-4)}`, phone, areaId: 'nanhu-3' });
  return claims;
};
const start = (openid: string, claims: Record<string, string>, sourceIp?: string) =>
  world.ask(
    binding,
    'POST /start',
    openid,
    { kind: 'electricity-account', claims, consentVersion },
    sourceIp,
  ) as Promise<{
    challenge: string;
    phoneShown: string;
  }>;
const bind = async (openid: string, claims = anAccount()) => {
  const { challenge } = await start(openid, claims);
  const { binding: bound } = (await world.ask(binding, 'POST /confirm', openid, { challenge, code: world.code() })) as {
    binding: { id: string; shown: string; role: string };
  };
  return bound;
};
const list = async (openid: string) =>
  ((await world.ask(binding, 'GET /list', openid)) as { bindings: { id: string; role: string; isDefault: boolean }[] })
    .bindings;
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });

describe('binding', () => {
  it('shows the form of each kind with the consent', async () => {
    const { kinds } = (await world.ask(binding, 'GET /kinds', 'oAnyone')) as { kinds: object[] };
    expect(kinds).toMatchObject([
      { kind: 'electricity-account', title: '户号', consentVersion, fields: [{ name: 'accountNumber' }, {}, {}] },
    ]);
    expect(kinds[0]).not.toHaveProperty('demo');
  });

  it('sends a code to the phone on record, binds by it, and raises the tier to what the kind proves', async () => {
    const openid = await world.follower();
    const claims = anAccount();
    const started = await start(openid, claims);
    expect(started).toMatchObject({ phoneShown: `138****${claims.phone.slice(-4)}`, resendAfterS: 30 });
    const given = { challenge: started.challenge, code: world.code(), label: '家' };
    const { binding: bound } = (await world.ask(binding, 'POST /confirm', openid, given)) as { binding: object };
    const shown = `62****${claims.accountNumber.slice(-4)}`;
    expect(bound).toMatchObject({ title: '户号', shown, label: '家', role: 'owner', isDefault: true, shareable: true });
    expect(JSON.stringify(bound)).not.toContain(claims.accountNumber);
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'registered' });
    expect(await world.deps.consents.of(openid)).toMatchObject([
      {
        purpose: 'binding:electricity-account',
        given: true,
        version: consentVersion,
        channel: 'page',
        at: world.now(),
      },
    ]);
  });

  it('takes numbers as people write them', async () => {
    const openid = await world.follower();
    const claims = anAccount();
    const spaced = {
      ...claims,
      accountNumber: ` ${claims.accountNumber.slice(0, 4)} ${claims.accountNumber.slice(4)}`,
    };
    await expect(start(openid, spaced)).resolves.toMatchObject({ resendAfterS: 30 });
  });

  it('says which field can not be right, without asking the organisation', async () => {
    const openid = await world.follower();
    const claims = { ...anAccount(), accountNumber: '123' };
    await expect(start(openid, claims)).rejects.toMatchObject({ code: 'bad_claim', field: 'accountNumber' });
    expect(world.state.matches).toBe(0);
  });

  it('asks for the present text of the consent', async () => {
    const openid = await world.follower();
    const request = { kind: 'electricity-account', claims: anAccount(), consentVersion: '2020-01' };
    await expect(world.ask(binding, 'POST /start', openid, request)).rejects.toEqual(refusal('consent_outdated'));
  });

  it('is refused to who does not follow, with nothing kept', async () => {
    await expect(start('oStranger', anAccount())).rejects.toEqual(refusal('not_following'));
    expect(await itemsOfFollower(table, 'oStranger')).toEqual([]);
  });

  it('knows no other kind than the organisation binds', async () => {
    const openid = await world.follower();
    for (const kind of ['bank-card', 'toString', 'room']) {
      const request = { kind, claims: {}, consentVersion };
      await expect(world.ask(binding, 'POST /start', openid, request)).rejects.toEqual(refusal('no_such_kind'));
    }
  });

  it('ends at five accounts', async () => {
    const openid = await world.follower();
    for (let time = 0; time < 5; time += 1) await bind(openid);
    await expect(start(openid, anAccount())).rejects.toEqual(refusal('binding_full'));
    expect(await list(openid)).toHaveLength(5);
  });

  it('logs nothing, whatever happens', async () => {
    const openid = await world.follower();
    await bind(openid);
    await start(openid, { ...anAccount(), holderName: '王五' }).catch(() => undefined);
    expect(world.lines).toEqual([]);
  });
});

describe('guessing', () => {
  const miss = refusal('no_match');
  const locked = refusal('locked_today');

  it('tells nobody which claim was wrong, or whether the account exists', async () => {
    const openid = await world.follower();
    const claims = anAccount();
    const faults = await Promise.all(
      [
        { ...claims, holderName: '王五' },
        { ...claims, phone: '13999999999' },
        { ...claims, accountNumber: '6299999999' },
      ].map((wrong) => start(openid, wrong).catch(({ message, code }: AppError) => ({ message, code }))),
    );
    expect(new Set(faults.map((fault) => JSON.stringify(fault))).size).toBe(1);
    expect(faults[0]).toMatchObject({ code: 'no_match' });
  });

  it('is locked for the day after five misses of a follower, with the right claims too', async () => {
    const openid = await world.follower();
    const claims = anAccount();
    for (let time = 0; time < 5; time += 1)
      await expect(start(openid, { ...anAccount(), holderName: '王五' })).rejects.toEqual(miss);
    await expect(start(openid, claims)).rejects.toEqual(locked);
    world.now.set(Date.parse('2026-05-17T00:00:00+08:00'));
    await expect(start(openid, claims)).resolves.toHaveProperty('challenge');
  });

  it('is locked for an account after five misses by anybody', async () => {
    const claims = anAccount();
    const wrong = { ...claims, holderName: '王五' };
    for (let time = 0; time < 5; time += 1) await expect(start(await world.follower(), wrong)).rejects.toEqual(miss);
    await expect(start(await world.follower(), claims)).rejects.toEqual(locked);
  });

  it('is locked for an address after fifty', async () => {
    const from = `198.51.100.${Math.floor(Math.random() * 250)}`;
    for (let person = 0; person < 10; person += 1) {
      const openid = await world.follower();
      for (let time = 0; time < 5; time += 1)
        await start(openid, { ...anAccount(), holderName: '王五' }, from).catch(() => undefined);
    }
    expect(world.state.matches).toBe(50);
    await expect(start(await world.follower(), anAccount(), from)).rejects.toEqual(locked);
  });

  it('never gets more than five answers by asking at once', async () => {
    const openid = await world.follower();
    const tries = Array.from({ length: 20 }, () => ({ ...anAccount(), holderName: '王五' }));
    const results = await Promise.all(
      tries.map((claims) => start(openid, claims).catch((error: AppError) => error.code)),
    );
    expect(world.state.matches).toBeLessThanOrEqual(5);
    expect(results.filter((code) => code === 'no_match').length).toBe(world.state.matches);
  });

  it('is not counted where it hits, nor where the organisation does not answer', async () => {
    const openid = await world.follower();
    world.state.fault = new AppError('backend_slow', 'retry', 'slow');
    for (let time = 0; time < 6; time += 1)
      await expect(start(openid, anAccount())).rejects.toMatchObject({ code: 'backend_slow' });
    world.state.fault = undefined;
    for (let time = 0; time < 6; time += 1)
      await expect(start(openid, anAccount())).resolves.toHaveProperty('challenge');
  });

  it('waits at least the same time for a hit and a miss', async () => {
    const pauses: number[] = [];
    const slow = createBinding({ ...world.deps, sleep: async (ms) => void pauses.push(ms) });
    const openid = await world.follower();
    const request = (claims: object) => ({ kind: 'electricity-account', claims, consentVersion });
    await world.ask(slow, 'POST /start', openid, request(anAccount()));
    await world
      .ask(slow, 'POST /start', openid, request({ ...anAccount(), holderName: '王五' }))
      .catch(() => undefined);
    expect(pauses).toEqual([800, 800]);
  });
});

describe('a code', () => {
  it('that another follower was sent binds nothing', async () => {
    const [mine, theirs] = [await world.follower(), await world.follower()];
    const { challenge } = await start(theirs, anAccount());
    const stolen = { challenge, code: world.code() };
    await expect(world.ask(binding, 'POST /confirm', mine, stolen)).rejects.toEqual(refusal('code_spent'));
    expect(await list(mine)).toEqual([]);
    await expect(world.ask(binding, 'POST /confirm', theirs, stolen)).resolves.toHaveProperty('binding');
    await expect(world.ask(binding, 'POST /confirm', theirs, stolen)).rejects.toEqual(refusal('code_spent'));
  });

  it('to one phone comes once in thirty seconds', async () => {
    const openid = await world.follower();
    const claims = anAccount();
    await start(openid, claims);
    await expect(start(openid, claims)).rejects.toMatchObject({ code: 'code_too_soon', status: 429 });
    world.now.advance(30_000);
    await expect(start(openid, claims)).resolves.toHaveProperty('challenge');
    expect(world.sent).toHaveLength(2);
  });

  it('that can not reach the phone is said so', async () => {
    const openid = await world.follower();
    world.state.smsOutcome = { kind: 'unreachable', reason: 'FailedOperation.PhoneNumberInBlacklist' };
    await expect(start(openid, anAccount())).rejects.toEqual(refusal('phone_unreachable'));
  });

  it('of someone who was erased meanwhile binds nothing', async () => {
    const openid = await world.follower();
    const { challenge } = await start(openid, anAccount());
    await world.deps.erasure.erase(openid, world.now() + 1000);
    const given = { challenge, code: world.code() };
    await expect(world.ask(binding, 'POST /confirm', openid, given)).rejects.toEqual(refusal('not_following'));
    expect(await itemsOfFollower(table, openid)).toHaveLength(1);
  });
});

describe('a binding', () => {
  it('is named, preferred and ended by its own follower alone', async () => {
    const [mine, theirs] = [await world.follower(), await world.follower()];
    const [first, second] = [await bind(mine), await bind(mine)];
    for (const [name, input] of [
      ['POST /rename', { id: second.id, label: '父母家' }],
      ['POST /default', { id: second.id }],
    ] as const) {
      await expect(world.ask(binding, name, theirs, input)).rejects.toMatchObject({
        code: 'no_such_binding',
        status: 404,
      });
      await world.ask(binding, name, mine, input);
    }
    expect(await list(mine)).toMatchObject([{ id: second.id, label: '父母家', isDefault: true }, { id: first.id }]);
    await expect(world.ask(binding, 'POST /remove', theirs, { id: first.id })).rejects.toEqual(
      refusal('no_such_binding'),
    );
    await world.ask(binding, 'POST /remove', mine, { id: second.id });
    expect(await list(mine)).toMatchObject([{ id: first.id, isDefault: true }]);
  });
});

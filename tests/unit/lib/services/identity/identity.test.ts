import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../../../../lib/guard/service.ts';
import { AppError } from '../../../../../lib/platform/errors.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createPendingSignOns } from '../../../../../lib/services/identity/campus/store.ts';
import { createIdentity } from '../../../../../lib/services/identity/index.ts';
import { termsVersion } from '../../../../../lib/services/identity/terms.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOfFollower, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
let power: Organisation;
let world: ProofWorld;
let identity: Service;
let people = 0;
beforeAll(async () => {
  power = await anOrganisation('power');
});
beforeEach(() => {
  world = createProofWorld(table, power);
  identity = createIdentity({ ...world.deps, provider: undefined, signOns: createPendingSignOns(table) });
});

const aPhone = () => `137${String(20_000_000 + people++)}`;
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });
const idNumbers = ['110101199003074477', '110101199003070011', '11010119900307125X'];
const person = (idNumber = idNumbers[0]) => ({ name: '李明', idNumber, consentVersion: termsVersion });

describe('a phone', () => {
  const register = async (openid: string, phone = aPhone()) => {
    const { challenge } = (await world.ask(identity, 'POST /phone/start', openid, { phone })) as { challenge: string };
    return world.ask(identity, 'POST /phone/confirm', openid, { challenge, code: world.code() });
  };

  it('is proved by a code, and makes the follower registered', async () => {
    const openid = await world.follower();
    const phone = aPhone();
    expect(await register(openid, phone)).toEqual({ tier: 'registered' });
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'registered' });
    expect(await world.deps.proofs.phoneOf(openid)).toBe(phone);
    expect(JSON.stringify(await itemsOfFollower(table, openid))).not.toContain(phone);
    expect(await world.deps.consents.of(openid)).toMatchObject([{ purpose: 'phone', given: true }]);
  });

  it('must have the shape of one', async () => {
    const openid = await world.follower();
    for (const phone of ['12800001111', '1380000111', '+8613800001111', '13800001111a']) {
      await expect(world.ask(identity, 'POST /phone/start', openid, { phone })).rejects.toThrow(
        '手机号应是1开头的11位数字',
      );
    }
    await expect(
      world.ask(identity, 'POST /phone/start', openid, { phone: '１３７ 0000 1111' }),
    ).resolves.toHaveProperty('challenge');
  });

  it('is not registered by a code that was for a binding', async () => {
    const openid = await world.follower();
    const request = { purpose: 'binding', phone: aPhone(), payload: {}, sourceIp: '' } as const;
    const sent = await world.deps.codes.send(openid, request, world.now());
    const challenge = sent.kind === 'sent' ? sent.challenge : '';
    const confirm = world.ask(identity, 'POST /phone/confirm', openid, { challenge, code: world.code() });
    await expect(confirm).rejects.toEqual(refusal('code_spent'));
  });

  it('gets at most twenty codes for one follower a day', async () => {
    const openid = await world.follower();
    for (let time = 0; time < 20; time += 1)
      await world.ask(identity, 'POST /phone/start', openid, { phone: aPhone() });
    const more = world.ask(identity, 'POST /phone/start', openid, { phone: aPhone() });
    await expect(more).rejects.toMatchObject({ code: 'code_limit', status: 429 });
  });
});

describe('the real name', () => {
  it('makes the follower verified, and leaves a hash in place of the number', async () => {
    const openid = await world.follower();
    expect(await world.ask(identity, 'POST /name', openid, person())).toEqual({ tier: 'verified' });
    const stored = JSON.stringify(await itemsOfFollower(table, openid));
    expect(stored).not.toMatch(/110101|李明/);
    expect(stored).toContain('id-card-verification');
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'verified' });
  });

  it('asks the register only for a number whose check character is right', async () => {
    const openid = await world.follower();
    for (const idNumber of ['110101199003074478', '110101199013074477', '12345']) {
      await expect(world.ask(identity, 'POST /name', openid, person(idNumber))).rejects.toThrow('身份证号不对');
    }
  });

  it.each([
    { kind: 'mismatch', billed: true },
    { kind: 'unknown', billed: false },
  ] as const)('that is a $kind is refused in the same words, five times a day', async (outcome) => {
    const openid = await world.follower();
    world.state.realName = outcome;
    const tries = outcome.billed ? idNumbers[1] : idNumbers[2];
    for (let time = 0; time < 5; time += 1) {
      const attempt = world.ask(identity, 'POST /name', openid, person(tries), '198.51.100.7');
      await expect(attempt).rejects.toMatchObject({ code: 'no_match', message: expect.stringContaining('对不上') });
    }
    await expect(world.ask(identity, 'POST /name', openid, person())).rejects.toEqual(refusal('locked_today'));
    const another = world.ask(identity, 'POST /name', await world.follower(), person(tries));
    await expect(another).rejects.toEqual(refusal('locked_today'));
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'visitor' });
  });

  it('is left as it was when the register does not answer', async () => {
    const openid = await world.follower();
    world.state.realName = new AppError('real_name_unavailable', 'retry', 'busy');
    world.now.advance(86_400_000);
    await expect(world.ask(identity, 'POST /name', openid, person())).rejects.toMatchObject({ kind: 'retry' });
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'visitor' });
  });

  it('needs consent to the present text', async () => {
    const { consentText, consentVersion } = (await world.ask(identity, 'GET /terms', 'oAnyone')) as Record<
      string,
      string
    >;
    expect(consentText).toContain('敏感个人信息');
    const outdated = { ...person(), consentVersion: `${consentVersion}-old` };
    await expect(world.ask(identity, 'POST /name', await world.follower(), outdated)).rejects.toEqual(
      refusal('consent_outdated'),
    );
  });
});

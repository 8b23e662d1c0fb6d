import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../../../../lib/notices/model.ts';
import { keys } from '../../../../../lib/platform/keys.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createAccount } from '../../../../../lib/services/account/index.ts';
import { openNoticePorts } from '../../../../../lib/services/notice-ports.ts';
import { createOfficers } from '../../../../../lib/services/officers/index.ts';
import { createInviting } from '../../../../../lib/services/officers/inviting.ts';
import type { MemberShown, OfficersShown } from '../../../../../lib/services/officers/model.ts';
import { createGroups, type Groups } from '../../../../../lib/services/officers/service.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked } from '../../../../support/services.ts';
import { itemsOf, itemsOfFollower, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
const [groupId, otherGroup] = ['unit-officers-chengzhong', 'unit-officers-nanhu'];
const unit = { unit: '临江市测绘院', unitNumber: '320100056789', name: '王小明', consentVersion: '2026-11' };
const day = 86_400_000;
let fund: Organisation;
let world: ProofWorld;
let groups: Groups;
let drafts: NoticeDraft[];
let service: ReturnType<typeof createOfficers>;
beforeAll(async () => {
  fund = await anOrganisation('housing-fund');
});
beforeEach(() => {
  world = createProofWorld(table, fund);
  const runtime = { table, now: world.now, log: world.deps.log, sleep: world.deps.sleep };
  service = createOfficers({ ...openNoticePorts(runtime, world.deps.openCipher), ...world.deps });
  drafts = [];
  const draft = async (given: NoticeDraft) => {
    drafts.push(given);
    return given as never;
  };
  groups = createGroups({ ...world.deps, organisation: fund, notices: { draft }, now: world.now });
});

/** A follower who has proved a phone. */
const anOfficer = async (): Promise<string> => {
  const openid = await world.follower();
  const proof = {
    what: 'phone',
    tier: 'registered',
    method: 'sms-code',
    at: world.now(),
    phone: '13900001234',
  } as const;
  await world.deps.proofs.record(openid, proof);
  return openid;
};
const join = (openid: string, more: object = {}) =>
  world.ask(service, 'POST /join', openid, { groupId, ...unit, ...more }) as Promise<{ state: string }>;
const invite = async (most = 1, days = 7) => {
  const inviting = createInviting({ ...world.deps, organisation: fund, now: world.now });
  return (await inviting.invite(groupId, { most, days, by: 'staff:demo' })).code;
};
const mine = async (openid: string) => {
  const shown = (await world.ask(service, 'GET /', openid)) as OfficersShown;
  return shown.groups.find(({ id }) => id === groupId);
};
const refOf = async (state: 'requested' | 'member', openid: string): Promise<string> => {
  const found = await groups.members(groupId, state);
  const { sk } = keys.reading('', openid);
  return (found.find(({ ref }) => ref === sk) as MemberShown).ref;
};
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });

describe('joining by invitation', () => {
  it('makes a member at once, with the consent on record and the name sealed', async () => {
    const openid = await anOfficer();
    expect(await join(openid, { invitation: await invite() })).toEqual({ state: 'member' });
    expect(await mine(openid)).toMatchObject({ state: 'member', unit: unit.unit });
    const stored = [
      ...(await itemsOf(table, keys.groupMember(groupId, '').pk)),
      ...(await itemsOfFollower(table, openid)),
    ];
    expect(JSON.stringify(stored)).not.toContain(unit.name);
    const consents = await world.deps.consents.of(openid);
    expect(consents).toContainEqual(
      expect.objectContaining({ purpose: `group:${groupId}`, given: true, version: '2026-11' }),
    );
  });

  it('shows first which group the code is for, however it was typed', async () => {
    const openid = await anOfficer();
    const code = await invite();
    const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`;
    const shown = await world.ask(service, 'POST /invitation', openid, { invitation: typed });
    expect(shown).toMatchObject({ groupId, title: '城中区单位专管员' });
  });

  it('lets in so many people as the code is for, also when they come at once', async () => {
    const invitation = await invite(2);
    const people = await Promise.all([anOfficer(), anOfficer(), anOfficer(), anOfficer()]);
    const outcomes = await Promise.allSettled(people.map((openid) => join(openid, { invitation })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('is one use for the same person twice', async () => {
    const [openid, other] = [await anOfficer(), await anOfficer()];
    const invitation = await invite(2);
    await join(openid, { invitation });
    await world.deps.members.leave(openid, groupId);
    await join(openid, { invitation });
    expect(await join(other, { invitation })).toEqual({ state: 'member' });
  });

  it('refuses a code that is unknown, out of time, or for another group, in one sentence', async () => {
    const openid = await anOfficer();
    await expect(join(openid, { invitation: 'ABCDE23456' })).rejects.toEqual(refusal('invitation_spent'));
    const invitation = await invite(1, 1);
    await expect(join(openid, { invitation, groupId: otherGroup })).rejects.toEqual(refusal('invitation_spent'));
    world.now.advance(day);
    await expect(join(openid, { invitation })).rejects.toEqual(refusal('invitation_spent'));
    expect((await mine(openid))?.state).toBeUndefined();
  });

  it('stops guessing after five wrong codes a day', async () => {
    const openid = await anOfficer();
    for (const digit of '23456') {
      await expect(join(openid, { invitation: `ABCDE2345${digit}` })).rejects.toEqual(refusal('invitation_spent'));
    }
    await expect(join(openid, { invitation: await invite() })).rejects.toEqual(refusal('locked_today'));
  });
});

describe('joining on request', () => {
  it('waits for staff, who see the unit and a masked name, let them in and tell them once', async () => {
    const openid = await anOfficer();
    expect(await join(openid)).toEqual({ state: 'requested' });
    const requests = await groups.members(groupId, 'requested');
    expect(requests).toContainEqual(expect.objectContaining({ unit: unit.unit, name: '王**', state: 'requested' }));
    expect(JSON.stringify(requests)).not.toContain(openid);
    const ref = await refOf('requested', openid);
    const decision = { to: 'member', by: 'staff:demo', at: world.now() } as const;
    expect(await groups.decide(groupId, ref, decision)).toMatchObject({ state: 'member' });
    expect(await groups.decide(groupId, ref, decision)).toBeUndefined();
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({
      template: 'officer-joined',
      audience: { of: 'people', openids: [openid] },
      confirmation: 'automatic',
      fields: { thing1: unit.unit, phrase2: '已通过' },
    });
  });

  it('turns them away with a reason, which they see, and may ask again', async () => {
    const openid = await anOfficer();
    await join(openid);
    const decision = { to: 'rejected', reason: '单位账号不对', by: 'staff:demo', at: world.now() } as const;
    await groups.decide(groupId, await refOf('requested', openid), decision);
    expect(await mine(openid)).toMatchObject({ state: 'rejected', reason: '单位账号不对' });
    expect(drafts[0]?.fields).toMatchObject({ phrase2: '未通过', thing4: '单位账号不对' });
    expect(await join(openid)).toEqual({ state: 'requested' });
    expect((await mine(openid))?.reason).toBeUndefined();
  });

  it('tells, with the next look at the list, whom a process that died had not told', async () => {
    const openid = await anOfficer();
    await join(openid);
    await world.deps.members.decide(groupId, openid, { to: 'member', by: 'staff:demo', at: world.now() });
    await groups.members(groupId, 'requested');
    await groups.members(groupId, 'requested');
    expect(drafts.map(({ audience }) => audience)).toEqual([{ of: 'people', openids: [openid] }]);
  });

  it('needs a proved phone, the present terms, and a group of the profile', async () => {
    const without = await world.follower();
    await expect(join(without)).rejects.toEqual(refusal('phone_needed'));
    const openid = await anOfficer();
    await expect(join(openid, { consentVersion: '2020-01' })).rejects.toEqual(refusal('consent_changed'));
    await expect(join(openid, { groupId: 'everyone' })).rejects.toEqual(refusal('no_such_group'));
    expect(await itemsOfFollower(table, openid)).not.toContainEqual(
      expect.objectContaining({ sk: keys.membership('', 'everyone').sk }),
    );
  });

  it('never takes a membership back when a member asks again', async () => {
    const openid = await anOfficer();
    await join(openid, { invitation: await invite() });
    expect(await join(openid)).toEqual({ state: 'member' });
  });
});

describe('a membership', () => {
  it('ends when the follower leaves, and the consent with it', async () => {
    const openid = await anOfficer();
    await join(openid, { invitation: await invite() });
    world.now.advance(1000);
    await world.ask(service, 'POST /leave', openid, { groupId });
    expect((await mine(openid))?.state).toBeUndefined();
    expect(await world.deps.members.get(groupId, openid)).toBeUndefined();
    expect(await world.deps.consents.of(openid)).toContainEqual(
      expect.objectContaining({ purpose: `group:${groupId}`, given: false }),
    );
  });

  it('ends when the consent is taken back on the account’s own page', async () => {
    const openid = await anOfficer();
    await join(openid, { invitation: await invite() });
    world.now.advance(1000);
    const account = createAccount(world.deps);
    const { consents } = (await world.ask(account, 'GET /consents', openid)) as { consents: { title: string }[] };
    expect(consents.map(({ title }) => title)).toContain('加入城中区单位专管员');
    await world.ask(account, 'POST /consents/withdraw', openid, { id: `group:${groupId}` });
    expect((await mine(openid))?.state).toBeUndefined();
  });

  it('goes with the follower’s erasure', async () => {
    const openid = await anOfficer();
    await join(openid);
    await world.deps.erasure.erase(openid, world.now());
    expect(await world.deps.members.get(groupId, openid)).toBeUndefined();
  });

  it('is told in chat with the way to the page', async () => {
    const openid = await anOfficer();
    await join(openid, { invitation: await invite() });
    const follower = await world.followers.get(openid);
    const text = contentOf((await service.answer?.(anAsked(fund, 'officers', { follower }))) as never);
    expect(text).toContain('城中区单位专管员：已加入（临江市测绘院）');
    expect(text).toContain('/pages/officers');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
  });
});

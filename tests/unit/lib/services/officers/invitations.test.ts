import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { groupInvitationId, keys } from '../../../../../lib/platform/keys.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { openNoticePorts } from '../../../../../lib/services/notice-ports.ts';
import { createOfficers } from '../../../../../lib/services/officers/index.ts';
import { createInviting, type Inviting } from '../../../../../lib/services/officers/inviting.ts';
import type { InvitationShown, OfficersShown } from '../../../../../lib/services/officers/model.ts';
import { createGroups, type Groups } from '../../../../../lib/services/officers/service.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOf, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
const groupId = 'unit-officers-chengzhong';
const said = { unit: '临江市测绘院', unitNumber: '320100056789', name: '王小明', consentVersion: '2026-11' };
const by = 'staff:demo';
let fund: Organisation;
let world: ProofWorld;
let inviting: Inviting;
let groups: Groups;
let service: ReturnType<typeof createOfficers>;
const results: string[] = [];
beforeAll(async () => {
  fund = await anOrganisation('housing-fund');
});
beforeEach(() => {
  world = createProofWorld(table, fund);
  const runtime = { table, now: world.now, log: world.deps.log, sleep: world.deps.sleep };
  service = createOfficers({ ...openNoticePorts(runtime, world.deps.openCipher), ...world.deps });
  const deps = { ...world.deps, organisation: fund, now: world.now };
  inviting = createInviting(deps);
  const draft = async ({ fields }: { fields: Record<string, string> }) =>
    results.push(fields['phrase2'] ?? '') as never;
  groups = createGroups({ ...deps, notices: { draft } });
});

const anOfficer = async (): Promise<string> => {
  const openid = await world.follower();
  const proof = { what: 'phone', tier: 'registered', method: 'sms-code', phone: '13900001234' } as const;
  await world.deps.proofs.record(openid, { ...proof, at: world.now() });
  return openid;
};
const join = (openid: string, invitation?: string) =>
  world.ask(service, 'POST /join', openid, {
    ...{ groupId, ...said },
    ...(invitation === undefined ? {} : { invitation }),
  }) as Promise<{ state: string }>;
const invite = (terms: { most?: number; unit?: string } = {}) =>
  inviting.invite(groupId, { most: 1, days: 7, by, ...terms });
const stateOf = async (openid: string) => (await world.deps.members.get(groupId, openid))?.state;
const remove = async (openid: string) => {
  const ref = keys.reading('', openid).sk;
  return groups.decide(groupId, ref, { to: 'rejected', reason: '换人了', by, at: world.now() });
};
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });

describe('an invitation as it is kept', () => {
  it('stands in the list of its group until its end, with how many have used it', async () => {
    const { id, code, until } = await invite({ most: 2, unit: '临江市测绘院' });
    await join(await anOfficer(), code);
    const found = (await inviting.list(groupId)).find((each) => each.id === id);
    expect(found).toMatchObject({ unit: '临江市测绘院', most: 2, used: 1, until, by, at: world.now() });
    expect((await inviting.list('unit-officers-nanhu')).map((each) => each.id)).not.toContain(id);
    world.now.set(until);
    expect((await inviting.list(groupId)).map((each) => each.id)).not.toContain(id);
  });

  it('has its code encrypted', async () => {
    const { id, code } = await invite();
    expect(id).toBe(groupInvitationId(code));
    expect(JSON.stringify(await itemsOf(table, keys.groupInvitation(id).pk))).not.toContain(code);
    expect(await inviting.get(groupId, id)).toMatchObject({ code });
  });

  it('for one unit makes members of that unit, whatever they type', async () => {
    const openid = await anOfficer();
    const { code } = await invite({ unit: '南湖机械厂' });
    const shown = (await world.ask(service, 'POST /invitation', openid, { invitation: code })) as InvitationShown;
    expect(shown.unit).toBe('南湖机械厂');
    await join(openid, code);
    expect(await world.deps.members.get(groupId, openid)).toMatchObject({ unit: '南湖机械厂' });
  });
});

describe('a revoked invitation', () => {
  it('says so to who opens it, with the next step, and lets nobody in', async () => {
    const openid = await anOfficer();
    const { id, code } = await invite();
    await inviting.revoke(groupId, id, by);
    const look = world.ask(service, 'POST /invitation', openid, { invitation: code });
    await expect(look).rejects.toMatchObject({
      code: 'invitation_revoked',
      message: expect.stringContaining('向网点要新的邀请码'),
      next: { href: '/pages/officers' },
    });
    await expect(join(openid, code)).rejects.toEqual(refusal('invitation_revoked'));
    expect(await stateOf(openid)).toBeUndefined();
  });

  it('is no guess at a code', async () => {
    const openid = await anOfficer();
    const { id, code } = await invite();
    await inviting.revoke(groupId, id, by);
    for (let time = 0; time < 6; time += 1)
      await expect(join(openid, code)).rejects.toEqual(refusal('invitation_revoked'));
  });

  it('takes nothing from who joined before, whose request may come again', async () => {
    const openid = await anOfficer();
    const { id, code } = await invite({ most: 5 });
    await join(openid, code);
    await inviting.revoke(groupId, id, by);
    expect(await join(openid, code)).toEqual({ state: 'member' });
    await world.ask(service, 'POST /leave', openid, { groupId });
    await expect(join(openid, code)).rejects.toEqual(refusal('invitation_revoked'));
  });

  it('was revoked by whoever was first of two clerks at once', async () => {
    const { id } = await invite();
    const [one, other] = await Promise.all([
      inviting.revoke(groupId, id, 'staff:li'),
      inviting.revoke(groupId, id, 'staff:wang'),
    ]);
    expect(one?.revoked?.by).toMatch(/^staff:(li|wang)$/);
    expect(other?.revoked).toEqual(one?.revoked);
  });

  it('and uses at the same moment agree: as many members as the item counts', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, code } = await invite({ most: 6 });
      const people = await Promise.all(Array.from({ length: 6 }, anOfficer));
      const [, ...outcomes] = await Promise.allSettled([
        inviting.revoke(groupId, id, by),
        ...people.map((openid) => join(openid, code)),
      ]);
      const joined = outcomes.filter(({ status }) => status === 'fulfilled').length;
      const members = (await Promise.all(people.map(stateOf))).filter((state) => state === 'member').length;
      const kept = await inviting.get(groupId, id);
      expect([members, kept?.used]).toEqual([joined, joined]);
      expect(kept?.revoked).toBeDefined();
    }
  });
});

describe('who was taken out', () => {
  it('is told by a word of their own, and sees it on the page', async () => {
    const openid = await anOfficer();
    await join(openid, (await invite()).code);
    await remove(openid);
    expect(results.at(-1)).toBe('已移出');
    const { groups: shown } = (await world.ask(service, 'GET /', openid)) as OfficersShown;
    expect(shown.find(({ id }) => id === groupId)).toMatchObject({
      state: 'rejected',
      removed: true,
      reason: '换人了',
    });
  });

  it('does not come back by an invitation from before, used or not, but by a later one or on request', async () => {
    const openid = await anOfficer();
    const [used, posted] = [await invite({ most: 9 }), await invite({ most: 9 })];
    await join(openid, used.code);
    await remove(openid);
    for (const { code } of [used, posted])
      await expect(join(openid, code)).rejects.toEqual(refusal('invitation_barred'));
    await world.ask(service, 'POST /leave', openid, { groupId });
    await expect(join(openid, used.code)).rejects.toEqual(refusal('invitation_barred'));
    expect(await join(openid)).toEqual({ state: 'requested' });
    expect(await join(openid, (await invite()).code)).toEqual({ state: 'member' });
    expect(await join(await anOfficer(), posted.code)).toEqual({ state: 'member' });
  });

  it('is not let in by a request that was on its way when staff decided', async () => {
    const openid = await anOfficer();
    await join(openid, (await invite()).code);
    const before = world.now();
    world.now.advance(1000);
    await remove(openid);
    await world.deps.members.join({ ...said, groupId, openid, state: 'member' }, before);
    expect(await stateOf(openid)).toBe('rejected');
  });
});

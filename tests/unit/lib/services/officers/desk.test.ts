import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryNames, smsNames } from '../../../../../lib/doors/desk/notices/words.ts';
import { type DeskRoom, staffRights } from '../../../../../lib/guard/desk.ts';
import type { NoticeDraft } from '../../../../../lib/notices/model.ts';
import { createReadings } from '../../../../../lib/notices/readings.ts';
import { createNoticeTexts } from '../../../../../lib/notices/texts.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createOfficersRoom } from '../../../../../lib/services/officers/desk.ts';
import type { InvitationKept, InvitationToPrint } from '../../../../../lib/services/officers/model.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
const id = 'unit-officers-nanhu';
let fund: Organisation;
let world: ProofWorld;
let room: DeskRoom;
let drafts: NoticeDraft[];
beforeAll(async () => {
  fund = await anOrganisation('housing-fund');
});
beforeEach(() => {
  world = createProofWorld(table, fund);
  drafts = [];
  room = createOfficersRoom({
    ...{ ...world.deps, organisation: fund, now: world.now },
    texts: createNoticeTexts(table),
    readings: createReadings(table),
    words: { wechat: deliveryNames, sms: smsNames },
    notices: {
      draft: async (draft) => drafts.push(draft) as never,
      get: async () => undefined,
      deliveries: async function* () {},
    },
  });
});

/** A request as the desk's door makes it: through the route's schema. */
const ask = async (name: string, input: object = {}) => {
  const [method, path] = name.split(' ');
  const route = room.routes.find((each) => each.method === method && each.path === path);
  if (route === undefined) throw new Error(`no route ${name}`);
  const checked = route.input === undefined ? {} : route.input.parse(input);
  const staff = { name: 'demo', displayName: '演示员工', rights: staffRights };
  return (await route.handle({
    organisation: fund,
    staff,
    input: checked,
    now: world.now(),
    requestId: 'r1',
  })) as never;
};
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });
const anApplicant = async (unit: string): Promise<string> => {
  const openid = await world.follower();
  const said = { groupId: id, openid, unit, unitNumber: '3201', name: '李红', consentVersion: '2026-11' };
  await world.deps.members.join({ ...said, state: 'requested' }, world.now());
  const { members } = (await ask('GET /groups/:id/members', { id, state: 'requested' })) as {
    members: { unit: string; ref: string }[];
  };
  return members.find((member) => member.unit === unit)?.ref ?? '';
};

describe('the desk’s room of unit officers', () => {
  it('is there for an organisation with groups, and no other', async () => {
    const power = await anOrganisation('power');
    expect([room.shown?.(fund.profile), room.shown?.(power.profile)]).toEqual([true, false]);
  });

  it('decides once, and wants a reason for a no', async () => {
    const ref = await anApplicant('南湖机械厂');
    const no = { id, ref, to: 'rejected' };
    await expect(ask('POST /groups/:id/decide', no)).rejects.toEqual(refusal('reason_needed'));
    await ask('POST /groups/:id/decide', { ...no, reason: '不在本区缴存' });
    await expect(ask('POST /groups/:id/decide', { id, ref, to: 'member' })).rejects.toEqual(refusal('decided_already'));
    expect(drafts).toHaveLength(1);
  });

  it('makes an invitation as a code to read out and as a link, for one unit where it is to be', async () => {
    const made = (await ask('POST /groups/:id/invite', {
      id,
      most: 3,
      days: 7,
      unit: '南湖机械厂',
    })) as InvitationToPrint;
    expect(made.code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    expect(new URL(made.url).searchParams.get('invitation')).toBe(made.code.replace('-', ''));
    expect(made).toMatchObject({ group: '南湖区单位专管员', organisation: fund.profile.name, unit: '南湖机械厂' });
    await expect(ask('POST /groups/:id/invite', { id, most: 0, days: 7 })).rejects.toThrow('可用人数是1到200。');
  });

  it('lists invitations without their codes, and shows one with its code again to be printed', async () => {
    const made = (await ask('POST /groups/:id/invite', { id, most: 3, days: 7 })) as InvitationToPrint;
    const { invitations } = (await ask('GET /groups/:id/invitations', { id })) as { invitations: InvitationKept[] };
    const listed = invitations.find((each) => each.id === made.id);
    expect(listed).toEqual({
      ...{ id: made.id, most: 3, used: 0, until: world.now() + 7 * 86_400_000, by: 'demo', at: world.now() },
      state: 'open',
    });
    const path = 'GET /groups/:id/invitations/:invitation';
    expect(await ask(path, { id, invitation: made.id })).toMatchObject({ code: made.code, url: made.url });
    const other = { id: 'unit-officers-chengzhong', invitation: made.id };
    await expect(ask(path, other)).rejects.toEqual(refusal('no_such_invitation'));
  });

  it('takes an invitation back once, whoever else does', async () => {
    const made = (await ask('POST /groups/:id/invite', { id, most: 3, days: 7 })) as InvitationToPrint;
    const revoke = () =>
      ask('POST /groups/:id/invitations/:invitation/revoke', { id, invitation: made.id }) as Promise<InvitationKept>;
    const [one, other] = await Promise.all([revoke(), revoke()]);
    expect(one).toMatchObject({ state: 'revoked', revoked: { by: 'demo', at: world.now() } });
    expect(other).toEqual(one);
    const unknown = { id, invitation: 'x'.repeat(32) };
    await expect(ask('POST /groups/:id/invitations/:invitation/revoke', unknown)).rejects.toEqual(
      refusal('no_such_invitation'),
    );
  });

  it('corrects the unit of a member, and of nobody else', async () => {
    const ref = await anApplicant('南湖机械');
    const unit = { id, ref, unit: ' 南湖机械厂 ', unitNumber: '3202' };
    await expect(ask('POST /groups/:id/correct', unit)).rejects.toEqual(refusal('decided_already'));
    await ask('POST /groups/:id/decide', { id, ref, to: 'member' });
    const { member } = (await ask('POST /groups/:id/correct', unit)) as { member: object };
    expect(member).toMatchObject({ unit: '南湖机械厂', unitNumber: '3202', state: 'member' });
    expect(drafts).toHaveLength(1);
  });

  it('drafts a notice that waits for its confirmation', async () => {
    const said = { key: 'request-1', title: '培训', requirement: '请报名', remindAfterHours: 48 };
    await ask('POST /groups/:id/notify', { id, ...said });
    expect(drafts[0]).toMatchObject({
      ...{ by: 'staff:demo', confirmation: 'by-staff', audience: { of: 'group', groupId: id } },
      mustRead: { remindAfterHours: 48 },
    });
    await expect(ask('POST /groups/:id/notify', { id: 'all', ...said })).rejects.toEqual(refusal('no_such_group'));
  });

  it('says so where a notice is to no group', async () => {
    await expect(ask('GET /notices/:id/unread', { id: 'n1' })).rejects.toEqual(refusal('no_such_notice'));
  });
});

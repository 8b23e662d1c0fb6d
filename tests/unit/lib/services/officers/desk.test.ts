import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeskRoom, staffRights } from '../../../../../lib/guard/desk.ts';
import type { NoticeDraft } from '../../../../../lib/notices/model.ts';
import { createReadings } from '../../../../../lib/notices/readings.ts';
import { createNoticeTexts } from '../../../../../lib/notices/texts.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createOfficersRoom } from '../../../../../lib/services/officers/desk.ts';
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

  it('makes an invitation as a code to read out and as a link', async () => {
    const { code, url } = (await ask('POST /groups/:id/invite', { id, most: 3, days: 7 })) as Record<string, string>;
    expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    expect(new URL(url ?? '').searchParams.get('invitation')).toBe(code?.replace('-', ''));
    await expect(ask('POST /groups/:id/invite', { id, most: 0, days: 7 })).rejects.toThrow('可用人数是1到200。');
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

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../../../lib/notices/model.ts';
import { createSegmentStore } from '../../../../../lib/notices/segments.ts';
import { createNoticeStore } from '../../../../../lib/notices/store.ts';
import { createTallies } from '../../../../../lib/notices/tallies.ts';
import { pseudonym } from '../../../../../lib/platform/keys.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { openNoticePorts } from '../../../../../lib/services/notice-ports.ts';
import { readGroupReadings } from '../../../../../lib/services/officers/group-readings.ts';
import { createOfficers } from '../../../../../lib/services/officers/index.ts';
import type { NoticeToRead } from '../../../../../lib/services/officers/model.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
const groupId = 'unit-officers-nanhu';
const hour = 3_600_000;
let number = 0;
let fund: Organisation;
let world: ProofWorld;
let ports: ReturnType<typeof openNoticePorts>;
let service: ReturnType<typeof createOfficers>;
beforeAll(async () => {
  fund = await anOrganisation('housing-fund');
});
beforeEach(() => {
  world = createProofWorld(table, fund);
  const runtime = { table, now: world.now, log: world.deps.log, sleep: world.deps.sleep };
  ports = openNoticePorts(runtime, world.deps.openCipher);
  service = createOfficers({ ...ports, ...world.deps });
  // Each test has its time to itself: a group's notices of other tests are out of it.
  world.now.advance(number * 100 * 24 * hour);
});

const aMember = async (unit: string): Promise<string> => {
  const openid = await world.follower();
  const said = { groupId, openid, unit, unitNumber: '3201', name: '李红', consentVersion: '2026-11' };
  await world.deps.members.join({ ...said, state: 'member' }, world.now());
  return openid;
};

/** A notice to the group that has to be read within a day, gone out to these people. */
const aSentNotice = async (openids: string[], changes: Partial<Notice> = {}): Promise<string> => {
  const id = `group-notice-${number++}`;
  const at = world.now();
  const notice: Notice = {
    ...{ id, template: 'officer-notice', fields: {}, lane: 'bulk', audience: { of: 'group', groupId } },
    ...{ title: `通知${number}`, confirmation: 'by-staff', by: 'staff:demo', channel: 'template', shards: 1 },
    ...{ state: 'sent', warnings: [], holds: [], createdAt: at, startedAt: at, sentAt: at, version: 1 },
    ...{ mustRead: { remindAfterHours: 24 }, ...changes },
  };
  await createNoticeStore(table, world.now).create(notice);
  const segments = createSegmentStore({ table, tallies: createTallies(table, world.now), now: world.now });
  await segments.create(id, 0, 0, [...openids].sort(), true);
  await ports.groupNotices.add(groupId, id, at);
  return id;
};
const mine = async (openid: string) =>
  ((await world.ask(service, 'GET /notices', openid)) as { notices: NoticeToRead[] }).notices;
const overview = () => {
  const notices = {
    get: (id: string) => createNoticeStore(table, world.now).get(id),
    deliveries: async function* (id: string) {
      const segments = createSegmentStore({ table, tallies: createTallies(table, world.now), now: world.now });
      for await (const { deliveries } of segments.stream(id, 0)) yield* deliveries;
    },
  };
  return readGroupReadings({ ...ports, organisation: fund, notices }, groupId, world.now());
};

describe('an officer’s notices', () => {
  it('are unread until they are confirmed, overdue after their time, and read once they are', async () => {
    const openid = await aMember('南湖机械厂');
    const id = await aSentNotice([openid]);
    const dueAt = world.now() + 24 * hour;
    expect(await mine(openid)).toEqual([
      { id, title: expect.any(String), sentAt: world.now(), dueAt, state: 'unread' },
    ]);
    world.now.advance(24 * hour);
    expect(await mine(openid)).toMatchObject([{ state: 'overdue' }]);
    await ports.readings.read(id, openid, world.now());
    expect(await mine(openid)).toMatchObject([{ state: 'read', readAt: world.now() }]);
  });

  it('have no end before they have gone out to everybody', async () => {
    const openid = await aMember('南湖机械厂');
    const notice = { state: 'sending', sentAt: undefined } as unknown as Partial<Notice>;
    await aSentNotice([openid], notice);
    world.now.advance(48 * hour);
    const [shown] = await mine(openid);
    expect(shown).toMatchObject({ state: 'unread' });
    expect(shown?.dueAt).toBeUndefined();
  });

  it('are those that went to them while they are members, and no drafts', async () => {
    const [openid, other] = [await aMember('南湖机械厂'), await aMember('南湖学校')];
    const later = await aMember('南湖医院');
    await aSentNotice([openid, other]);
    await aSentNotice([openid], { state: 'ready', startedAt: undefined } as unknown as Partial<Notice>);
    expect(await mine(openid)).toHaveLength(1);
    expect(await mine(later)).toEqual([]);
    await world.deps.members.decide(groupId, other, {
      to: 'rejected',
      reason: '换人',
      by: 'staff:li',
      at: world.now(),
    });
    expect(await mine(other)).toEqual([]);
  });
});

describe('a group’s readings', () => {
  it('count who of the present members has read each of the last notices, and how far each member is', async () => {
    const [reader, lazy, removed] = [await aMember('甲单位'), await aMember('乙单位'), await aMember('丙单位')];
    const first = await aSentNotice([reader, lazy, removed]);
    await ports.readings.read(first, reader, world.now());
    world.now.advance(24 * hour);
    const second = await aSentNotice([reader, lazy]);
    await world.deps.members.decide(groupId, removed, {
      to: 'rejected',
      reason: '换人',
      by: 'staff:li',
      at: world.now(),
    });
    const { notices, members } = await overview();
    expect(notices).toMatchObject([
      { id: second, people: 2, unread: 2, isOverdue: false },
      { id: first, people: 2, unread: 1, isOverdue: true },
    ]);
    expect(members[pseudonym(reader)]).toEqual({ read: 1, unread: 1, overdue: 0 });
    expect(members[pseudonym(lazy)]).toEqual({ read: 0, unread: 1, overdue: 1 });
    expect(members[pseudonym(removed)]).toBeUndefined();
    expect(JSON.stringify({ notices, members })).not.toContain(lazy);
  });

  it('are of three notices at most', async () => {
    const openid = await aMember('丁单位');
    for (let time = 0; time < 5; time += 1) {
      world.now.advance(1000);
      await aSentNotice([openid]);
    }
    expect((await overview()).notices).toHaveLength(3);
  });
});

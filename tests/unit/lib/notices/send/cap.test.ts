import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../../lib/notices/model.ts';
import { useTable } from '../../../../support/table.ts';
import { aNotice, anEngine, followersIn } from '../engine.ts';

const table = useTable();
const dayMs = 86_400_000;
let days = 0;

/** Notices to the same people, all counted before any of them goes out; on a day of their own. */
const drafts = async (count: number, most: number, changes: (place: number) => Partial<Notice> = () => ({})) => {
  const engine = anEngine(table, { rules: { perPersonPerDay: most } });
  engine.clock.advance(days * dayMs);
  days += 1;
  const openids = await followersIn(table, 300);
  const halves = [openids.slice(0, 150), openids.slice(150)];
  const notices: Notice[] = [];
  for (let place = 0; place < count; place += 1) {
    const draft = aNotice({ confirmation: 'by-staff', createdAt: engine.clock(), ...changes(place) });
    notices.push(await engine.freeze(draft, halves));
  }
  const confirm = async () => {
    for (const { id } of notices) {
      await engine.notices.confirm(id, 'staff:li');
      engine.clock.advance(1000);
    }
  };
  const accepted = async () => Promise.all(notices.map(async ({ id }) => (await engine.notices.figures(id)).accepted));
  /** In how many of the notices each person is accepted. */
  const perPerson = async () => {
    const all = await Promise.all(notices.map(({ id }) => engine.codes(id)));
    return openids.map((openid) => all.filter((codes) => codes[openid] === 'a').length);
  };
  return { engine, openids, notices, confirm, accepted, perPerson };
};

describe('the cap of bulk notices a day', () => {
  it('holds for notices that waited for their confirmation together: the later ones leave people out', async () => {
    const { engine, notices, confirm, accepted, perPerson } = await drafts(3, 2);
    await confirm();
    await engine.work();
    expect(await accepted()).toEqual([300, 300, 0]);
    expect(new Set(await perPerson())).toEqual(new Set([2]));
    const last = notices[2]?.id ?? '';
    expect(await engine.notices.figures(last)).toMatchObject({ declined: 300, waiting: 0 });
    expect(Object.values(await engine.codes(last)).every((code) => code === 'c')).toBe(true);
    expect((await engine.notices.get(last))?.state).toBe('sent');
  });

  it('holds though they are sent side by side, the later first, and messages go again', async () => {
    const { engine, confirm, perPerson } = await drafts(2, 1);
    await confirm();
    engine.channel.script = (_, call) =>
      call % 40 === 39 ? { outcome: { kind: 'unknown' }, effect: true } : undefined;
    const jobs = engine.jobs.splice(0).reverse();
    const until = engine.clock() + 120_000;
    await Promise.all(jobs.map(async (job) => job.do === 'send' && engine.sender(job, until)));
    await engine.minute(3);
    await engine.work();
    expect(new Set(await perPerson())).toEqual(new Set([1]));
  });

  it('leaves the others of an audience in', async () => {
    const { engine, openids, notices, confirm } = await drafts(1, 1);
    const [some, other] = [openids.slice(100, 120), await followersIn(table, 5)];
    const both = [...some, ...other].sort();
    const second = await engine.freeze(aNotice({ confirmation: 'by-staff', createdAt: engine.clock() }), [
      both.filter((openid) => openid < (openids[150] ?? '')),
      both.filter((openid) => openid >= (openids[150] ?? '')),
    ]);
    await confirm();
    await engine.notices.confirm(second.id, 'staff:li');
    await engine.work();
    expect(await engine.notices.figures(second.id)).toMatchObject({ accepted: 5, declined: 20 });
    expect(await engine.notices.figures(notices[0]?.id ?? '')).toMatchObject({ accepted: 300 });
  });

  it('does not count urgent ones, and does not hold them', async () => {
    const { engine, confirm, accepted } = await drafts(3, 1, (place) => (place === 1 ? {} : { lane: 'urgent' }));
    await confirm();
    await engine.work();
    expect(await accepted()).toEqual([300, 300, 300]);
  });
});

import { describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../../../lib/notices/model.ts';
import { noticeId } from '../../../../lib/notices/notices.ts';
import { noticePartition, segmentPartition } from '../../../../lib/platform/keys.ts';
import { expiry } from '../../../../lib/platform/table.ts';
import { itemsOf, useTable } from '../../../support/table.ts';
import { anEngine, followersIn } from './engine.ts';

const table = useTable();
const dayMs = 86_400_000;

const aChange = (openids: string[], changes: Partial<NoticeDraft> = {}): NoticeDraft => ({
  ...{ id: noticeId('account-change', openids.join()), template: 'outage', fields: { thing1: '支出 128.50元' } },
  ...{ lane: 'urgent', audience: { of: 'people', openids }, title: '账户变动', confirmation: 'automatic' },
  ...{ by: 'open:core', keptDays: 7 },
  ...changes,
});

const expiries = async (id: string) =>
  (await Promise.all([noticePartition(id), segmentPartition(id, 0)].map((partition) => itemsOf(table, partition))))
    .flat()
    .map(({ expiresAt }) => Number(expiresAt));

describe('a notice that says somebody’s amounts', () => {
  it('is forgotten a week after it was sent, and its recipients with it', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 2);
    const { id } = await engine.notices.draft(aChange(openids));
    engine.clock.advance(3_600_000);
    await engine.work();
    expect(await engine.notices.get(id)).toMatchObject({ state: 'sent', sentAt: engine.clock() });
    expect(Math.max(...(await expiries(id)))).toBe(expiry(engine.clock() + 7 * dayMs));
    engine.clock.advance(7 * dayMs - 1000);
    expect(await engine.notices.get(id)).toBeDefined();
    engine.clock.advance(2000);
    expect(await engine.notices.get(id)).toBeUndefined();
  });

  it('that is posted again within the week is the same notice, and nobody gets it twice', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 2);
    const draft = aChange(openids);
    await engine.notices.draft(draft);
    await engine.work();
    engine.clock.advance(7 * dayMs - 60_000);
    expect(await engine.notices.draft(draft)).toMatchObject({ state: 'sent' });
    await engine.work();
    expect(engine.channel.calls).toHaveLength(2);
  });

  it('waits at the gate when the quota is used up, rather than for somebody who never sees it', async () => {
    const engine = anEngine(table, { rules: { dailyQuota: 1 } });
    engine.clock.advance(-30 * dayMs);
    const openids = await followersIn(table, 2);
    const { id } = await engine.notices.draft(aChange(openids));
    await engine.work();
    expect(await engine.notices.figures(id)).toMatchObject({ accepted: 1, waiting: 1 });
    engine.clock.advance(dayMs);
    await engine.minute();
    await engine.work();
    expect(await engine.notices.get(id)).toMatchObject({ state: 'sent' });
  });
});

describe('other notices to a few people', () => {
  it('are kept for ninety days', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 1);
    const { keptDays, ...draft } = aChange(openids);
    const { id } = await engine.notices.draft({ ...draft, id: noticeId('step', 'one') });
    await engine.work();
    expect(Math.min(...(await expiries(id)))).toBe(expiry(engine.clock() + 90 * dayMs));
  });
});

import { describe, expect, it } from 'vitest';
import { createEmergencies } from '../../../../../lib/services/announcements/index.ts';
import { createAnnouncements } from '../../../../../lib/services/announcements/service.ts';
import { announcementWorld } from '../../../../support/announcements.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { useTable } from '../../../../support/table.ts';

const police = await anOrganisation('police');
const table = useTable();
let keys = 0;
const asking = () => {
  keys += 1;
  return { by: 'open:dispatch', key: `key-${keys}` };
};

const aStorm = {
  headline: '暴雨红色预警',
  text: '今天14时到20时有特大暴雨。\n地下停车场请不要停车。',
  audience: { of: 'areas' as const, areaIds: ['chengzhong', 'dorm-1'] },
};

const open = () => {
  const world = announcementWorld(table, police);
  const service = createAnnouncements(world.ports);
  const said = async () => {
    world.now.advance(5000);
    const emergencies = createEmergencies({ emergencies: world.ports.emergencies, pageUrl: aPageUrl });
    return contentOf((await emergencies.answer?.(anAsked(police, 'emergencies', {}))) ?? { type: 'none' });
  };
  return { ...world, service, said };
};

describe('G6 an emergency', () => {
  it('goes out by itself in the urgent lane, to the areas named and who follows them, with their names', async () => {
    const { service, newest } = open();
    const { emergency } = await service.emergency(aStorm, asking());
    expect(newest()).toMatchObject({
      id: emergency.id,
      lane: 'urgent',
      confirmation: 'automatic',
      audience: { ...aStorm.audience, followed: true },
      link: `/pages/emergencies?id=${emergency.id}`,
      fields: {
        thing1: '暴雨红色预警',
        thing2: '城中区、1号楼',
        time3: '2026年5月16日 10:00',
        thing4: '听从现场民警指挥',
      },
    });
  });

  it('goes to everyone only when that is asked for in so many words', async () => {
    const { service, newest } = open();
    await service.emergency({ ...aStorm, audience: { of: 'everyone' } }, asking());
    expect(newest()).toMatchObject({ audience: { of: 'everyone' }, fields: { thing2: '全市' } });
    const wide = service.emergency({ ...aStorm, audience: { of: 'areas', areaIds: ['city'] } }, asking());
    await expect(wide).rejects.toMatchObject({ code: 'too_wide' });
  });

  it('is told on to the same people, and once', async () => {
    const { service, drafted, setState, newest } = open();
    const { emergency } = await service.emergency(aStorm, asking());
    setState(emergency.id, 'sent');
    const change = { headline: '预警降为橙色', text: '请继续避开积水路段。' };
    const again = asking();
    await service.changeEmergency(emergency.id, change, again);
    const { emergency: changed } = await service.changeEmergency(emergency.id, change, again);
    expect(drafted()).toHaveLength(2);
    expect(newest()).toMatchObject({
      audience: { of: 'notice', noticeId: emergency.id, which: 'all' },
      fields: { thing1: '预警降为橙色' },
    });
    expect(changed.updates).toHaveLength(1);
  });

  it('names all before it, so that those still going out stop', async () => {
    const { service, setState, newest } = open();
    const { emergency } = await service.emergency(aStorm, asking());
    setState(emergency.id, 'sending');
    const { noticeId } = await service.changeEmergency(emergency.id, { headline: '预警降为橙色' }, asking());
    await service.changeEmergency(emergency.id, { headline: '预警解除', ended: true }, asking());
    expect(newest()?.replaces).toEqual([emergency.id, noticeId]);
  });

  it('that has not gone out yet is taken back, and what is new goes in its place', async () => {
    const { service, ports, newest } = open();
    const { emergency } = await service.emergency(aStorm, asking());
    await service.changeEmergency(emergency.id, { headline: '预警降为橙色' }, asking());
    expect((await ports.notices.get(emergency.id))?.state).toBe('cancelled');
    expect(newest()?.audience).toEqual({ ...aStorm.audience, followed: true });
    expect((await service.readEmergency(emergency.id))?.firstNoticeId).toBe(newest()?.id);
  });

  it('waits while its people are still being counted', async () => {
    const { service, setState } = open();
    const { emergency } = await service.emergency(aStorm, asking());
    setState(emergency.id, 'freezing');
    const early = service.changeEmergency(emergency.id, { headline: '更新' }, asking());
    await expect(early).rejects.toMatchObject({ code: 'still_freezing', kind: 'retry' });
  });

  it('that is over takes no more changes', async () => {
    const { service, setState } = open();
    const { emergency } = await service.emergency(aStorm, asking());
    setState(emergency.id, 'sent');
    await service.changeEmergency(emergency.id, { headline: '预警解除', ended: true }, asking());
    const late = service.changeEmergency(emergency.id, { headline: '还有' }, asking());
    await expect(late).rejects.toMatchObject({ code: 'emergency_over' });
    const nowhere = service.changeEmergency('nothing', { headline: '还有' }, asking());
    await expect(nowhere).rejects.toMatchObject({ code: 'unknown_emergency' });
  });
});

describe('应急 in chat and on the page', () => {
  it('say what goes on with the newest of it, and the topic’s own words when nothing does', async () => {
    const { service, setState, said, ports } = open();
    for (const { id } of await ports.emergencies.list()) {
      setState(id, 'sent');
      await service.changeEmergency(id, { headline: '预警解除', ended: true }, asking()).catch(() => undefined);
    }
    expect(await said()).toContain('遇紧急情况请拨打110');
    const { emergency } = await service.emergency(aStorm, asking());
    setState(emergency.id, 'sent');
    expect(await said()).toContain('【暴雨红色预警】城中区、1号楼');
    await service.changeEmergency(emergency.id, { headline: '预警降为橙色' }, asking());
    const text = await said();
    expect(text).toMatch(/最新（2026年5月16日 \d\d:\d\d）：预警降为橙色/);
    expect(text).toContain('https://account.example/pages/emergencies');

    const page = createEmergencies({ emergencies: ports.emergencies, pageUrl: aPageUrl });
    const { emergencies } = (await callRoute(page, '/', { organisation: police })) as { emergencies: object[] };
    expect(emergencies[0]).toMatchObject({ id: emergency.id, state: 'active' });
    expect(JSON.stringify(emergencies)).not.toMatch(/open:dispatch|firstNoticeId|audience/);
  });
});

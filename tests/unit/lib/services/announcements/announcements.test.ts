import { beforeEach, describe, expect, it } from 'vitest';
import { BadFields } from '../../../../../lib/platform/bad-fields.ts';
import { createAnnouncements } from '../../../../../lib/services/announcements/service.ts';
import { aCard, aHolder, announcementWorld } from '../../../../support/announcements.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';

const [bank, power, fund, campus] = await Promise.all(
  ['bank', 'power', 'housing-fund', 'campus'].map((name) => anOrganisation(name)),
);
const table = useTable();
const asking = { by: 'open:core', key: 'key-00000001' };

const faultsOf = async (refused: Promise<unknown>) => {
  const error = await refused.catch((thrown: unknown) => thrown);
  return error instanceof BadFields ? error.fields.map(({ field, code }) => `${field} ${code}`) : error;
};

const open = (organisation = bank) => {
  if (organisation === undefined) throw new Error('no organisation');
  const world = announcementWorld(table, organisation);
  return { ...world, service: createAnnouncements(world.ports) };
};

describe('an account change', () => {
  const aPayment = {
    about: 'money' as const,
    account: aCard,
    change: '消费',
    amountFen: 123_456,
    balanceFen: 99_900,
    at: '2026-05-16T09:59:30+08:00',
  };
  let world: ReturnType<typeof open>;
  beforeEach(() => {
    world = open();
    world.bind('bank-card', aCard, aHolder, 'oFamily');
  });

  it('goes to all holders at once, in the urgent lane, masked', async () => {
    expect(await world.service.accountChange(aPayment, asking)).toMatchObject({ people: 2 });
    expect(world.newest()).toMatchObject({
      lane: 'urgent',
      confirmation: 'automatic',
      audience: {
        ...{ of: 'people', openids: [aHolder, 'oFamily'] },
        held: { kind: 'bank-card', ids: { [aHolder]: `b-${aHolder}`, oFamily: 'b-oFamily' } },
      },
      by: 'open:core',
      fields: {
        character_string1: '****0012',
        phrase2: '消费',
        amount3: '1234.56元',
        time4: '2026年5月16日 09:59',
        amount5: '999.00元',
      },
    });
    expect(JSON.stringify(world.newest())).not.toContain(aCard);
  });

  it('is forgotten a week after it was sent: it says amounts', async () => {
    await world.service.accountChange(aPayment, asking);
    expect(world.newest()).toMatchObject({ keptDays: 7 });
  });

  it('is one notice however often it comes under its key', async () => {
    const [first, again] = [
      await world.service.accountChange(aPayment, asking),
      await world.service.accountChange(aPayment, asking),
    ];
    expect(again).toEqual(first);
    await world.service.accountChange(aPayment, { ...asking, key: 'key-00000002' });
    expect(world.drafted()).toHaveLength(2);
  });

  it('of a card that nobody has bound is nobody’s, and no fault', async () => {
    world.bind('bank-card', aCard);
    expect(await world.service.accountChange(aPayment, asking)).toEqual({ people: 0 });
    expect(world.drafted()).toEqual([]);
  });

  it('is refused for a number that is no card’s, without quoting it', async () => {
    const wrong = `${aCard.slice(0, -1)}9`;
    const refused = world.service.accountChange({ ...aPayment, account: wrong }, asking);
    expect(await faultsOf(refused)).toEqual(['account bad_format']);
    await expect(refused).rejects.not.toThrow(wrong);
  });

  it('is refused when it is yet to come, or does not fit the template', async () => {
    const { service } = world;
    const later = { ...aPayment, at: '2026-05-16T10:06:00+08:00' };
    expect(await faultsOf(service.accountChange(later, asking))).toEqual(['at in_future']);
    const tooMuch = { ...aPayment, amountFen: 1e13 };
    expect(await faultsOf(service.accountChange(tooMuch, asking))).toEqual(['amount3 bad_format']);
    expect(world.drafted()).toEqual([]);
  });

  it('of data is what the power company tells; each organisation what its profile offers', async () => {
    const details = { about: 'details' as const, account: '6210000001', change: '登记手机号', at: aPayment.at };
    await expect(world.service.accountChange(details, asking)).rejects.toMatchObject({ code: 'not_offered' });
    const other = open(power);
    other.bind('electricity-account', '6210000001', aHolder);
    await other.service.accountChange(details, asking);
    expect(other.newest()?.fields).toEqual({
      character_string1: '****0001',
      thing2: '登记手机号',
      time3: '2026年5月16日 09:59',
      thing4: '不是您本人办理请拨热线',
    });
  });
});

describe('H5 a step of an application', () => {
  const aStep = {
    number: 'TQ2026050001',
    account: '310012345678',
    business: '租房提取',
    step: 'approved',
    at: '2026-05-16T09:00:00+08:00',
  };

  it('is told in the profile’s words', async () => {
    const { service, bind, newest } = open(fund);
    bind('fund-account', aStep.account, aHolder);
    expect(await service.applicationStep(aStep, asking)).toMatchObject({ people: 1 });
    expect(newest()).toMatchObject({
      link: '/pages/applications',
      fields: { character_string1: 'TQ2026050001', thing2: '租房提取', phrase3: '已通过', thing5: '点开看全部进度' },
    });
  });

  it('is refused where the profile has no such step', async () => {
    const { service } = open(fund);
    expect(await faultsOf(service.applicationStep({ ...aStep, step: 'lost' }, asking))).toEqual(['step unknown_step']);
  });
});

describe('a notice', () => {
  const aCut = {
    template: 'building-notice',
    title: '1号楼停水',
    audience: { of: 'areas' as const, areaIds: ['dorm-1'], bindingKinds: 'any' as const },
    marks: {
      place: '1号楼',
      change: '停水',
      from: '2026-05-17T08:00:00+08:00',
      to: '2026-05-17T12:00:00+08:00',
      reason: '水管检修，请提前储水，检修完即恢复供水',
    },
  };

  it('C6 to one building is worded by its template and waits for somebody’s word', async () => {
    const { service, newest } = open(campus);
    await service.notice(aCut, asking);
    expect(newest()).toMatchObject({
      audience: { of: 'areas', areaIds: ['dorm-1'] },
      lane: 'bulk',
      confirmation: 'by-staff',
      fields: { thing1: '1号楼', phrase2: '停水', time3: '2026年5月17日 08:00', time4: '2026年5月17日 12:00' },
    });
    expect(newest()?.audience).not.toHaveProperty('bindingKinds');
  });

  it('takes fields as they are', async () => {
    const { service, newest } = open(campus);
    const { marks, ...rest } = aCut;
    const fields = { thing1: '1号楼', phrase2: '恢复供水', time3: '2026年5月17日 11:40' };
    await service.notice({ ...rest, template: 'building-restored', fields }, asking);
    expect(newest()?.fields).toEqual(fields);
    const tooLong = { ...fields, phrase2: '已经恢复供水' };
    expect(await faultsOf(service.notice({ ...rest, template: 'building-restored', fields: tooLong }, asking))).toEqual(
      ['fields.phrase2 too_long'],
    );
  });

  it.each([
    ['an unknown template', { template: 'nothing' }, ['template unknown_template']],
    [
      'an unknown area',
      { audience: { ...aCut.audience, areaIds: ['dorm-1', 'dorm-99'] } },
      ['audience.areaIds.1 unknown_area'],
    ],
    ['the area above all', { audience: { ...aCut.audience, areaIds: ['city'] } }, ['audience.areaIds too_wide']],
    [
      'an unknown kind of binding',
      { audience: { ...aCut.audience, bindingKinds: ['boat'] } },
      ['audience.bindingKinds unknown_kind'],
    ],
    ['an unknown group', { audience: { of: 'group' as const, groupId: 'nobody' } }, ['audience.groupId unknown_group']],
    [
      'an unknown notice',
      { audience: { of: 'notice' as const, noticeId: 'x', which: 'all' as const } },
      ['audience.noticeId unknown_notice'],
    ],
    [
      'a mark too few and one too many',
      { marks: { ...aCut.marks, wher: 'x', reason: undefined } as never },
      ['marks.reason missing', 'marks.wher unknown'],
    ],
    ['a release a year ahead', { releaseAt: '2027-05-16T09:00:00+08:00' }, ['releaseAt too_far']],
    ['a release that is over', { releaseAt: '2026-05-16T09:00:00+08:00' }, ['releaseAt in_past']],
  ])('with %s is refused by field, and nothing is stored', async (_what, changes, faults) => {
    const { service, drafted } = open(campus);
    const given = { ...aCut, ...changes };
    const marks = Object.fromEntries(Object.entries(given.marks).filter(([, value]) => value !== undefined));
    expect(await faultsOf(service.notice({ ...given, marks } as typeof aCut, asking))).toEqual(faults);
    expect(drafted()).toEqual([]);
  });

  it('goes to the holders of a subject, without their number', async () => {
    const { service, bind, newest } = open(campus);
    bind('campus-person', '202410000001', aHolder);
    const audience = { of: 'holders' as const, kind: 'campus-person', number: '202410000001' };
    expect(await service.notice({ ...aCut, audience }, asking)).toMatchObject({ people: 1 });
    expect(newest()?.audience).toMatchObject({ of: 'people', openids: [aHolder] });
  });

  it('that must be read leads to its page, with the whole text', async () => {
    const { service, texts, newest } = open(campus);
    await service.notice({ ...aCut, text: '第一行\n第二行', mustRead: { remindAfterHours: 24 } }, asking);
    expect(newest()?.link).toBe(`/pages/reading?notice=${newest()?.id}`);
    expect([...texts.values()]).toEqual(['第一行\n第二行']);
  });
});

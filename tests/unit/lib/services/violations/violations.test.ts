import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordOf } from '../../../../../lib/backend/kinds.ts';
import type { Binding } from '../../../../../lib/followers/binding.ts';
import type { Bindings } from '../../../../../lib/followers/bindings.ts';
import { createViolations } from '../../../../../lib/services/violations/index.ts';
import type { Found } from '../../../../../lib/services/violations/model.ts';
import { totalsOf } from '../../../../../lib/services/violations/service.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOpenid } from '../../../../support/followers.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBinding, anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { bindingsOf, type Recorded, systemsOf } from '../systems.ts';

type Violation = RecordOf<'violation'>;

const organisation = await anOrganisation('police');
const plate = '省A12345';
const licenceNumber = '110101199003070011';

const aViolation = (number: number, changes: Partial<Violation> = {}): Violation => ({
  violationNumber: `LJ${number}`,
  at: `2026-10-0${number}T08:15:00+08:00`,
  place: '临江市人民路与解放路路口',
  act: '驾驶机动车违反道路交通信号灯通行的',
  fineFen: 20_000,
  points: 6,
  status: 'open',
  plate,
  ...changes,
});
const vehicle = aBinding('vehicle', { id: 'vehicle', subject: plate, shown: '省A***45', label: '小红车' });
const licence = aBinding('driving-licence', {
  id: 'licence',
  subject: licenceNumber,
  shown: '110***********0011',
  label: '',
});
const decided = aViolation(2, { status: 'decided', points: 3, fineFen: 10_000, decisionNumber: '990100000000001' });
const recorded: Recorded = {
  violation: {
    [plate]: [aViolation(1), decided, aViolation(3, { status: 'paid' }), aViolation(4, { status: 'withdrawn' })],
    [licenceNumber]: [decided],
  },
  'driving-licence': {
    [licenceNumber]: [
      {
        holderName: '张小明',
        phone: '13800005678',
        fileNumber6: '500001',
        vehicleClass: 'C1',
        status: 'normal',
        validUntil: '2030-01-01',
        points: 9,
        pointsUntil: '2027-03-01',
      },
    ],
  },
};

const aService = (bound: Binding[] = [vehicle, licence], given = recorded) => {
  const bindings = bindingsOf(anOpenid, bound) as Bindings;
  return createViolations({ backend: systemsOf(given).backend, bindings, pageUrl: aPageUrl });
};
const said = async (service = aService()): Promise<string> =>
  contentOf((await service.answer?.(anAsked(organisation, 'violations', { words: '违章' }))) ?? { type: 'none' });

describe('违章', () => {
  it('says for each vehicle and licence what is to be done, and lists it with time, place, act, fine, points', async () => {
    const text = await said();
    expect(text).toContain('【小红车 省A***45】未处理1条，待缴款1条，罚款共300.00元，记6分');
    expect(text).toContain('【110***********0011】待缴款1条，罚款共100.00元\n　本周期已记9分（到2027年3月1日）');
    expect(text).toContain(
      '2026年10月1日 08:15　未处理\n临江市人民路与解放路路口\n驾驶机动车违反道路交通信号灯通行的\n罚款200.00元，记6分',
    );
    expect(text.match(/待缴款\n/g)).toHaveLength(1);
    expect(text).not.toMatch(/已缴款|已撤销/);
  });

  it('shows no plate, no licence number, no holder', async () => {
    const page = JSON.stringify(await callRoute(aService(), '/', { organisation }));
    for (const shown of [await said(), page]) {
      expect(shown).not.toMatch(/12345|19900307|张小明|13800005678|500001/);
    }
    expect(page).toContain('省A***45');
  });

  it('says so when there is nothing to do, or nothing is bound', async () => {
    expect(await said(aService([vehicle], {}))).toContain('【小红车 省A***45】没有要处理的违法');
    const unbound = await said(aService([]));
    expect(unbound).toContain('还没有绑定');
    expect(unbound).toContain('/pages/bind?then=%2Fpages%2Fviolations');
    expect(await callRoute(aService([]), '/', { organisation })).toMatchObject({ lists: [] });
  });

  it('fits into one message with its link, however much there is', async () => {
    const many = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) =>
      aViolation(number, { place: '路'.repeat(120), act: '违'.repeat(120) }),
    );
    const text = await said(aService([vehicle], { violation: { [plate]: many } }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(text).toMatch(/<a href="[^"]+">[^<]+<\/a>$/);
  });

  it('is for registered followers, limited and on the trail', () => {
    expect(aService()).toMatchObject({ tier: 'registered', dailyLimit: 'personal', audited: true });
    expect(organisation.profile.limits.personalQueriesPerDay).toBe(3);
  });
});

describe('the totals of violations', () => {
  const status = fc.constantFrom('open', 'decided', 'paid', 'withdrawn');
  const each = fc.record({
    number: fc.integer({ min: 1, max: 9 }),
    status,
    fineFen: fc.integer({ min: 0, max: 1e6 }),
    points: fc.integer({ min: 0, max: 12 }),
  });
  const aList = fc
    .uniqueArray(each, { selector: ({ number }) => number })
    .map((list) => list.map(({ number, ...changes }) => aViolation(number, changes)));

  it('count fines until they are paid, and points until they are decided', () => {
    fc.assert(
      fc.property(aList, (list) => {
        const waiting = list.filter((one) => one.status === 'open' || one.status === 'decided');
        const totals = totalsOf(list);
        expect(totals.open + totals.unpaid).toBe(waiting.length);
        expect(totals.fineFen).toBe(waiting.reduce((sum, { fineFen }) => sum + fineFen, 0));
        const open = list.filter((one) => one.status === 'open');
        expect(totals.points).toBe(open.reduce((sum, { points }) => sum + points, 0));
      }),
    );
  });

  it('count a violation once that stands under the vehicle and under the licence', async () => {
    fc.assert(
      fc.property(aList, (list) => {
        expect(totalsOf([...list, ...list])).toEqual(totalsOf(list));
      }),
    );
    const found = (await callRoute(aService(), '/', { organisation })) as Found;
    expect(found.totals).toEqual({ open: 1, unpaid: 1, fineFen: 30_000, points: 6 });
  });
});

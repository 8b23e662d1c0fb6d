import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../../../infra/demo-data/sets.ts';
import type { Backend } from '../../../../lib/backend/port.ts';
import { useTable } from '../../../support/table.ts';
import { anEmbeddedBackend, anHttpBackend, today } from './systems.ts';

const table = useTable();
const aHolder = { accountNumber: '6210000001', holderName: '李明', phone: '19900000001' };

/** The same behaviour of both implementations. */
describe.each(['embedded', 'HTTP'])('the organisation’s systems (%s)', (implementation) => {
  let backend: Backend;
  let close = async (): Promise<void> => {};

  beforeAll(async () => {
    if (implementation === 'embedded') backend = await anEmbeddedBackend(table);
    else ({ backend, close } = await anHttpBackend());
  }, 60_000);
  afterAll(() => close());

  it('match an account whose claims all fit, and show its number masked', async () => {
    expect(await backend.match('electricity-account', aHolder)).toEqual({
      subject: '6210000001',
      shown: '62****0001',
      phone: '19900000001',
      name: '李明',
      areaId: expect.stringMatching(/^[a-z]+-\d+-\d+$/),
    });
  });

  it.each(['power', 'housing-fund', 'bank', 'police', 'campus'])(
    'match every credential of the demo data of %s',
    async (organisation) => {
      for (const { kind, claims } of demoCredentials(organisation)) {
        const matched = await backend.match(kind, claims);
        expect(matched, kind).toMatchObject({ subject: expect.any(String), shown: expect.any(String) });
        expect(matched?.shown, kind).not.toContain(matched?.subject);
      }
    },
  );

  it.each([
    ['the number', { accountNumber: '6299999999' }],
    ['the name', { holderName: '李四' }],
    ['the phone', { phone: '13800000000' }],
    ['the form of the number', { accountNumber: 'x' }],
    ['a claim too many', { mail: 'a@example.com' }],
  ])('answer the same nothing whether %s is wrong', async (_what, wrong) => {
    expect(await backend.match('electricity-account', { ...aHolder, ...wrong })).toBeUndefined();
  });

  it('match by the service password, and not by a wrong one', async () => {
    await backend.change('electricity-account', '6210000003', { servicePassword: '135790' }, 'change-password');
    const claims = { accountNumber: '6210000003', servicePassword: '135790' };
    expect(await backend.match('electricity-account', claims)).toMatchObject({ subject: '6210000003' });
    expect(await backend.match('electricity-account', { ...claims, servicePassword: '135791' })).toBeUndefined();
    expect(await backend.match('electricity-account', { accountNumber: '6210000003' })).toBeUndefined();
  });

  it('match claims as people write them: a dot in the plate, small letters, full width', async () => {
    const claims = { plate: '省a·10000', vin6: '１００００１', phone: '19900000001' };
    expect(await backend.match('vehicle', claims)).toMatchObject({ subject: '省A10000' });
  });

  it('find a fund account by the ID number, and name it by its account number', async () => {
    const [credentials] = demoCredentials('housing-fund');
    const matched = await backend.match('fund-account', credentials?.claims ?? {});
    expect(matched?.subject).toBe('100000000001');
    const [account] = await backend.records('fund-account', matched?.subject ?? '');
    expect(account).toMatchObject({ holderName: '李明', status: 'normal' });
  });

  it('answer the newest bill first, as many as are asked for', async () => {
    const bills = await backend.records('electricity-bill', '6210000001', { limit: 3 });
    expect(bills.map(({ month }) => month)).toEqual(['2026-08', '2026-07', '2026-06']);
  });

  it('answer the bill of one month, and a range of them oldest first', async () => {
    const [bill, ...more] = await backend.records('electricity-bill', '6210000001', { from: '2026-03', to: '2026-03' });
    expect([bill?.month, more.length]).toEqual(['2026-03', 0]);
    const range = await backend.records('electricity-bill', '6210000001', {
      from: '2026-01',
      to: '2026-03',
      oldestFirst: true,
    });
    expect(range.map(({ month }) => month)).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  it('take a whole month or day in when the range ends with it', async () => {
    const deposits = await backend.records('fund-deposit', '100000000001', { from: '2026-06', to: '2026-06' });
    expect(deposits.map(({ kind }) => kind)).toEqual(['interest', 'deposit']);
    const slots = await backend.records('classroom-slot', 'main-1', { from: today, to: today });
    expect(slots).toHaveLength(60);
    expect(new Set(slots.map(({ day }) => day))).toEqual(new Set([today]));
  });

  it('list the teaching buildings under the subject of all', async () => {
    const buildings = await backend.records('teaching-building', 'all', { oldestFirst: true });
    expect(buildings.map(({ building }) => building)).toEqual(['east-1', 'main-1', 'main-2', 'main-lab']);
  });

  it('find a handled violation by the vehicle and by the licence', async () => {
    const ofVehicle = await backend.records('violation', '省A10000');
    expect(ofVehicle).toHaveLength(3);
    const handled = ofVehicle.filter(({ status }) => status === 'paid');
    const [, licence] = demoCredentials('police');
    expect(await backend.records('violation', licence?.claims['licenceNumber'] ?? '')).toEqual(handled);
  });

  it('answer nothing of a subject that is not theirs', async () => {
    expect(await backend.records('electricity-bill', '6299999999')).toEqual([]);
  });

  it('never put the subject’s number or a password into a record', async () => {
    const [account] = await backend.records('electricity-account', '6210000001');
    expect(Object.keys(account ?? {})).not.toContain('accountNumber');
    expect(Object.keys(account ?? {})).not.toContain('servicePassword');
    const [card] = await backend.records('bank-card', '6299990000000000012');
    expect(JSON.stringify(card)).not.toContain('6299990000000000012');
  });

  it('change contact data once, however often it is asked', async () => {
    const change = (phone: string, key: string) => backend.change('electricity-account', '6210000002', { phone }, key);
    const phone = async () => (await backend.records('electricity-account', '6210000002'))[0]?.phone;
    expect(await change('13900000001', 'first')).toEqual({ kind: 'changed' });
    expect(await change('13900000002', 'second')).toEqual({ kind: 'changed' });
    expect(await change('13900000001', 'first')).toEqual({ kind: 'changed' });
    expect(await phone()).toBe('13900000002');
    const claims = { accountNumber: '6210000002', holderName: '王秀英', phone: '13900000002' };
    expect(await backend.match('electricity-account', claims)).toMatchObject({ phone: '13900000002' });
  });

  it.each([
    ['a field that may not be changed', { holderName: '张三' }, 'invalid'],
    ['a value that does not fit', { phone: '123' }, 'invalid'],
    ['nothing', {}, 'invalid'],
  ])('refuse to change %s', async (_what, changes, reason) => {
    expect(await backend.change('electricity-account', '6210000001', changes, 'key')).toEqual({
      kind: 'refused',
      reason,
    });
  });

  it('refuse to change an account that is not there', async () => {
    const outcome = await backend.change('electricity-account', '6299999999', { phone: '13900000001' }, 'key');
    expect(outcome).toEqual({ kind: 'refused', reason: 'not_found' });
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreditBill } from '../../../../../lib/backend/kinds/credit-bill.ts';
import type { FundLoan } from '../../../../../lib/backend/kinds/fund-loan.ts';
import type { Backend } from '../../../../../lib/backend/port.ts';
import type { Binding } from '../../../../../lib/followers/binding.ts';
import { createErasure } from '../../../../../lib/followers/erasure.ts';
import { fieldFaults } from '../../../../../lib/notices/channels/fields.ts';
import type { NoticeDraft } from '../../../../../lib/notices/model.ts';
import { keys, shardOf } from '../../../../../lib/platform/keys.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { remindAfterEnrolment } from '../../../../../lib/services/reminders/enrolling.ts';
import { createRepaymentLook } from '../../../../../lib/services/reminders/repayments.ts';
import { type Look, runReminders } from '../../../../../lib/services/reminders/run.ts';
import { createReminders, type Reminder } from '../../../../../lib/services/reminders/store.ts';
import { aClock, type FakeClock } from '../../../../support/clock.ts';
import { aLog } from '../../../../support/log.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBackend, aBinding } from '../../../../support/services.ts';
import { itemsOfFollower, useTable } from '../../../../support/table.ts';

const table = useTable();
const reminders = createReminders(table);
const day = 86_400_000;
const at = (time: string): number => Date.parse(`${time}+08:00`);
let people = 0;
let openid: string;
let now: FakeClock;
let fund: Organisation;
let bank: Organisation;
beforeAll(async () => {
  [fund, bank] = await Promise.all([anOrganisation('housing-fund'), anOrganisation('bank')]);
});
beforeEach(async () => {
  // What other tests left; a kind that nobody knows is forgotten.
  const later = at('2030-01-01T09:00');
  await runReminders({ reminders, looks: {}, now: () => later, log: aLog().log, until: later + day });
  people += 1;
  openid = `oBorrower${people}`;
  now = aClock(at('2026-10-10T15:00'));
});

const aLoan = (changes: Partial<FundLoan> = {}): FundLoan => ({
  ...{ loanNumber: 'DK20200012345', status: 'repaying', principalFen: 60_000_000, remainingFen: 52_000_000 },
  ...{ annualRatePpm: 26_000, method: 'equal-instalments', termMonths: 360, paidInstalments: 75 },
  ...{ startedOn: '2020-07-01', nextDay: '2026-10-20', nextAmountFen: 240_204 },
  ...changes,
});
const fundBinding = aBinding('fund-account', { subject: '310012345678', shown: '31****5678' });

/** One follower's world: what they bound, what the organisation's systems say, what was drafted. */
const aWorld = (organisation: Organisation, binding: Binding, backend: Pick<Backend, 'records'>) => {
  const drafts = new Map<string, NoticeDraft>();
  const state = { bindings: [binding], backend, fault: undefined as Error | undefined, asked: 0 };
  const look = createRepaymentLook({
    organisation,
    backend: {
      records: async (kind, subject, range) => {
        state.asked += 1;
        if (state.fault) throw state.fault;
        return state.backend.records(kind, subject, range);
      },
    },
    bindings: { list: async () => state.bindings },
    notices: {
      draft: async (draft) => {
        drafts.set(draft.id, draft);
        return draft as never;
      },
    },
  });
  const { log, events } = aLog();
  const run = async (time: string, looks: Record<string, Look> = { repayment: look }) => {
    now.set(at(time));
    await runReminders({ reminders, looks, now, log, until: now() + 60_000 });
  };
  const note = (more: Partial<Reminder> = {}) =>
    reminders.note({ openid, kind: 'repayment', ref: binding.kind, at: now(), ...more });
  const next = async (): Promise<string | undefined> => {
    const stored = (await itemsOfFollower(table, openid)).find(({ sk }) => String(sk).startsWith('reminder#'));
    return stored === undefined ? undefined : new Date(Number(stored['at']) + 8 * 3_600_000).toISOString().slice(0, 16);
  };
  return { state, drafts, run, note, next, events };
};
const aBorrower = (loans: FundLoan[] = [aLoan()]) =>
  aWorld(fund, fundBinding, {
    ...aBackend(fundBinding.subject, { 'fund-loan': loans.map((record) => ({ key: record.startedOn, record })) }),
  });

describe('the reminder of a repayment', () => {
  it('goes out at nine, three days ahead, once, by the template’s own words', async () => {
    const world = aBorrower();
    await world.note();
    await world.run('2026-10-11T09:00');
    expect(world.drafts.size).toBe(0);
    expect(await world.next()).toBe('2026-10-17T09:00');
    await world.run('2026-10-16T09:00');
    expect(world.drafts.size).toBe(0);
    await world.run('2026-10-17T09:00');
    const [draft] = world.drafts.values();
    expect(draft).toMatchObject({
      template: 'repayment',
      lane: 'bulk',
      audience: { of: 'people', openids: [openid] },
      fields: { date2: '2026-10-20', amount3: '2402.04元' },
      confirmation: 'automatic',
      link: '/pages/loans',
    });
    const template = fund.profile.templates['repayment'];
    expect(template && fieldFaults(template, draft?.fields ?? {})).toEqual([]);
    expect(await world.next()).toBe('2026-10-21T09:00');
    await world.run('2026-10-18T09:00');
    expect(world.state.asked).toBe(2);
  });

  it('is one for each instalment and person, whoever looks twice', async () => {
    const world = aBorrower();
    await world.note();
    await Promise.all([world.run('2026-10-18T09:00'), world.run('2026-10-18T09:00')]);
    expect(world.drafts.size).toBe(1);
    world.state.backend = aBackend(fundBinding.subject, {
      'fund-loan': [{ key: '1', record: aLoan({ nextDay: '2026-11-20' }) }],
    });
    await world.run('2026-10-21T09:00');
    await world.run('2026-11-17T09:00');
    expect(world.drafts.size).toBe(2);
  });

  it('still comes when it was bound within the three days, and not after the day', async () => {
    const late = aBorrower([aLoan({ nextDay: '2026-10-12' })]);
    await late.note();
    await late.run('2026-10-11T09:00');
    expect(late.drafts.size).toBe(1);
    const over = aBorrower([aLoan({ nextDay: '2026-10-10' })]);
    openid = `${openid}b`;
    await over.note();
    await over.run('2026-10-11T09:00');
    expect(over.drafts.size).toBe(0);
    expect(await over.next()).toBe('2026-10-12T09:00');
  });

  it('looks again in two weeks where nothing is to be repaid', async () => {
    const world = aBorrower([aLoan({ status: 'closed' })]);
    await world.note();
    await world.run('2026-10-11T09:00');
    expect(world.drafts.size).toBe(0);
    expect(await world.next()).toBe('2026-10-26T09:00');
  });

  it('ends when nothing of the kind is bound any more', async () => {
    const world = aBorrower();
    await world.note();
    world.state.bindings = [];
    await world.run('2026-10-11T09:00');
    expect(await world.next()).toBeUndefined();
  });

  it('comes for a credit card’s bill too, less what has been paid', async () => {
    const card = aBinding('bank-card', { subject: '6225880012345678', shown: '尾号5678' });
    const bill: CreditBill = {
      ...{ month: '2026-10', statementOn: '2026-10-02', dueDate: '2026-10-20', amountFen: 200_000, minimumFen: 20_000 },
      ...{ paidFen: 50_000, status: 'partly-paid' },
    };
    const records = { 'credit-bill': [{ key: '2026-10', record: bill }] };
    const world = aWorld(bank, card, aBackend(card.subject, records));
    await world.note();
    await world.run('2026-10-17T09:00');
    const [draft] = world.drafts.values();
    expect(draft?.fields).toMatchObject({ character_string1: '****5678', amount2: '1500.00元', date3: '2026-10-20' });
    const template = bank.profile.templates['credit-repayment'];
    expect(template && fieldFaults(template, draft?.fields ?? {})).toEqual([]);
    expect(JSON.stringify(draft)).not.toContain(card.subject);
  });
});

describe('a run of reminders', () => {
  it('tries again later what could not be looked at, and goes on with the others', async () => {
    const world = aBorrower();
    await world.note();
    world.state.fault = new Error('the systems are down');
    await world.run('2026-10-17T09:00');
    expect(world.events()).toContain('reminder_failed');
    expect(await world.next()).toBe('2026-10-17T09:30');
    world.state.fault = undefined;
    await world.run('2026-10-17T09:30');
    expect(world.drafts.size).toBe(1);
  });

  it('looks at every reminder that is due, however many, each once', async () => {
    const looked: string[] = [];
    const world = aBorrower();
    const all = Array.from({ length: 260 }, (_, place) => `oMany${people}x${place}`);
    await Promise.all(all.map((each) => reminders.note({ openid: each, kind: 'appointment', ref: 'a1', at: now() })));
    const look: Look = async (reminder) => {
      looked.push(reminder.openid);
      return undefined;
    };
    await world.run('2026-10-11T09:00', { appointment: look, repayment: async () => undefined });
    expect(looked.sort()).toEqual([...all].sort());
    const left = await Promise.all(all.map((each) => reminders.due(shardOf(each), now())));
    expect(left.flat()).toEqual([]);
  });

  it('takes the earlier of two times that are noted', async () => {
    const world = aBorrower();
    await world.note({ at: now() + 5 * day });
    await world.note({ at: now() + day });
    await world.note({ at: now() + 9 * day });
    expect(await world.next()).toBe('2026-10-11T15:00');
  });
});

describe('binding', () => {
  const rules = () => fund.profile.bindings['fund-account'] as NonNullable<Organisation['profile']['bindings'][string]>;
  const proved = (kind: string) => ({ kind, subject: '1', shown: '1', label: '', method: 'sms-code' });

  it('has the next run look, also when the process dies before the binding is made', async () => {
    const dying = async () => Promise.reject(new Error('died'));
    const enrol = remindAfterEnrolment(dying, reminders);
    await expect(enrol(openid, rules(), proved('fund-account'), now())).rejects.toThrow('died');
    expect(await reminders.due(shardOf(openid), now())).toContainEqual(expect.objectContaining({ openid }));
  });

  it('of what has nothing to repay leaves no reminder', async () => {
    const enrol = remindAfterEnrolment(async () => ({ kind: 'full' }), reminders);
    await enrol(openid, rules(), proved('electricity-account'), now());
    expect(await itemsOfFollower(table, openid)).toEqual([]);
  });

  it('and its reminder are erased with the follower', async () => {
    await reminders.note({ openid, kind: 'repayment', ref: 'fund-account', at: now() });
    await createErasure(table).erase(openid, now());
    expect((await itemsOfFollower(table, openid)).map(({ sk }) => sk)).toEqual([keys.follower(openid).sk]);
    expect(await reminders.due(shardOf(openid), now())).not.toContainEqual(expect.objectContaining({ openid }));
  });
});

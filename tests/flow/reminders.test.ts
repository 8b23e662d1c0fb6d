import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoansShown } from '../../lib/services/loans/model.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson, type BoundPerson } from './support/bound.ts';
import { until } from './support/until.ts';

const day = 86_400_000;
let account: OpenAccount;
let borrower: BoundPerson;
let other: BoundPerson;
beforeAll(async () => {
  account = await openAccount({ organisation: 'housing-fund' });
  borrower = await aBoundPerson(account, 'fund-account', 0);
  other = await aBoundPerson(account, 'fund-account', 1);
  for (const { person } of [borrower, other]) {
    const consent = { template_id: 'local-repayment', accept: true, longTerm: true };
    await account.simulator.post(`/control/followers/${person.openid}/consents`, consent);
  }
});
afterAll(() => account?.close());

/** The reminders that a phone shows. */
const remindersOf = async ({ person }: BoundPerson): Promise<string[]> =>
  (await person.answers())
    .map(({ content }) => JSON.stringify(content))
    .filter((card) => card.includes('"title":"还款提醒"'));
/** When a follower is to be looked at next. */
const lookAt = async ({ person }: BoundPerson): Promise<number> => {
  const items = await account.store.ofFollower(person.openid);
  return Number(items.find(({ sk }) => String(sk).startsWith('reminder#'))?.['at']);
};
/** The next nine o'clock; done when the run has looked at both. */
const nextMorning = async () => {
  await account.advanceTo('09:00');
  const looked = async () =>
    ((await lookAt(borrower)) > account.now() && (await lookAt(other)) > account.now()) || undefined;
  await until('the run', looked, 60_000);
};

it('H4 repayment: who has a loan is reminded three days ahead at nine, once; who has none is not', async () => {
  const { body } = await borrower.view.get('/api/loans');
  const [loan] = (body as unknown as LoansShown).loans;
  const nextDay = loan?.nextDay ?? '';
  const remindAt = Date.parse(`${nextDay}T09:00:00+08:00`) - 3 * day;
  await nextMorning();
  expect(await remindersOf(borrower)).toHaveLength(account.now() < remindAt ? 0 : 1);

  const daysLeft = Math.floor((remindAt - account.now()) / day);
  if (daysLeft > 0) await account.advance(daysLeft * day);
  await nextMorning();
  const reminded = async () => {
    const [card] = await remindersOf(borrower);
    return card;
  };
  const card = await until('the reminder', reminded, 60_000);
  const amount = ((loan?.nextAmountFen ?? 0) / 100).toFixed(2);
  expect(card).toContain(nextDay);
  expect(card).toContain(amount);
  await nextMorning();
  await nextMorning();
  expect(await remindersOf(borrower)).toHaveLength(1);
  expect(await remindersOf(other)).toEqual([]);
}, 180_000);

import { boundInWords } from '../../guard/bound.ts';
import { beijingDay } from '../../platform/clock.ts';
import { yuan } from '../../platform/money.ts';
import { dayInWords, monthInWords } from '../../platform/months.ts';
import type { BillShown, DayRange, HeldCard, Movement, MovementTotals } from './model.ts';
import { daysBetween } from './service.ts';

/*
 * What a follower reads in chat. The number of a card is never in it, only what is shown of it.
 */

/** `【工资卡 尾号1234】储蓄卡`. */
const cardTitle = ({ binding, card }: HeldCard): string =>
  `【${boundInWords(binding)}】${card.type === 'credit' ? '信用卡' : '储蓄卡'}`;

const states: Record<HeldCard['card']['status'], string | undefined> = {
  active: undefined,
  inactive: '这张卡还没有激活，激活后才能使用。',
  lost: '这张卡已经挂失，暂时不能使用。',
};

const lines = (...parts: (string | undefined)[]): string => parts.filter((part) => part !== undefined).join('\n');

/** Balance of a savings card; debt, limit and points of a credit card. */
export const balanceText = (held: HeldCard): string => {
  const { card } = held;
  const own =
    card.type === 'savings'
      ? [`余额：${yuan(card.balanceFen)}元`]
      : [
          card.balanceFen > 0 ? `多还的钱：${yuan(card.balanceFen)}元` : `已用：${yuan(-card.balanceFen)}元`,
          card.limitFen === undefined ? undefined : `总额度：${yuan(card.limitFen)}元`,
        ];
  return lines(
    cardTitle(held),
    ...own,
    `可用：${yuan(card.availableFen)}元`,
    card.points === undefined ? undefined : `积分：${card.points.toLocaleString('en-US')}分`,
    states[card.status],
  );
};

/** Points of a credit card. */
export const pointsText = (held: HeldCard): string =>
  lines(cardTitle(held), `积分：${(held.card.points ?? 0).toLocaleString('en-US')}分`);

const signed = (fen: number): string => `${fen > 0 ? '+' : ''}${yuan(fen)}`;
const dayAndTime = (at: string): string =>
  `${Number(at.slice(5, 7))}月${Number(at.slice(8, 10))}日 ${at.slice(11, 16)}`;

const movementText = ({ at, summary, counterparty, amountFen, balanceFen }: Movement): string =>
  lines(
    `${dayAndTime(at)}　${summary}${counterparty === undefined ? '' : `　${counterparty}`}`,
    `　${signed(amountFen)}元${balanceFen === undefined ? '' : `　余额 ${yuan(balanceFen)}元`}`,
  );

const periodInWords = ({ from, to }: DayRange): string =>
  from === to ? dayInWords(from) : `${dayInWords(from)}至${dayInWords(to)}`;

/** What came in and went out; one that is nothing beside the other is left out. */
const sumsText = ({ incomeFen, spendingFen }: MovementTotals): string =>
  [incomeFen > 0 && `收入 ${yuan(incomeFen)}元`, spendingFen > 0 && `支出 ${yuan(spendingFen)}元`]
    .filter(Boolean)
    .join('，');

/** Movements with their sums; `period` where one was asked for, else they are the latest. */
export const movementsText = (
  held: HeldCard,
  about: { movements: readonly Movement[]; totals?: MovementTotals; period?: DayRange; more: boolean },
): string => {
  const { movements, totals, period, more } = about;
  const intro = period === undefined ? `最近${movements.length}笔` : periodInWords(period);
  if (movements.length === 0)
    return lines(cardTitle(held), period === undefined ? '最近没有交易。' : `${intro}没有交易。`);
  return lines(
    cardTitle(held),
    `${intro}：`,
    totals && sumsText(totals),
    '',
    ...movements.map(movementText),
    more ? '……只列出最近的几笔。' : undefined,
  );
};

const dueText = ({ dueDate, leftFen }: BillShown, now: number): string => {
  const days = daysBetween(beijingDay(now), dueDate);
  const due = `还款日：${dayInWords(dueDate)}`;
  if (leftFen === 0) return due;
  if (days === 0) return `${due}，就是今天`;
  return days > 0 ? `${due}，还有${days}天` : `${due}，已经过了${-days}天，请尽快还款`;
};

/** A credit-card bill, or that there is none. */
export const billText = (
  held: HeldCard,
  bill: BillShown | undefined,
  month: string | undefined,
  now: number,
): string => {
  if (bill === undefined) {
    return lines(
      cardTitle(held),
      month === undefined ? '还没有账单。' : `没有${monthInWords(month)}的账单，可能还没有出账。`,
    );
  }
  const { amountFen, minimumFen, paidFen, leftFen, minimumLeftFen } = bill;
  return lines(
    cardTitle(held),
    `${monthInWords(bill.month)}账单`,
    `本期应还：${yuan(amountFen)}元`,
    `最低还款：${yuan(minimumFen)}元`,
    paidFen === 0 ? undefined : `已还：${yuan(paidFen)}元`,
    leftFen === 0 ? '已经还清。' : `还差：${yuan(leftFen)}元（最低还差 ${yuan(minimumLeftFen)}元）`,
    dueText(bill, now),
  );
};

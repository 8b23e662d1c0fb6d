import { type Asked, defineService, type Need, type Service } from '../../guard/service.ts';
import { monthIn } from '../../platform/spoken-dates.ts';
import { billRoutes, cardRoutes, transactionRoutes } from './api.ts';
import { answerBalance, answerBill, answerPoints, answerTransactions } from './chat.ts';
import type { CardPorts } from './held-cards.ts';

const need = {
  tier: 'verified',
  binding: 'bank-card',
  dailyLimit: 'personal',
  audited: true,
} as const satisfies Need;

const month = ({ words, now }: Pick<Asked, 'words' | 'now'>): Record<string, string> => {
  const named = monthIn(words, now);
  return named === undefined ? {} : { month: named };
};

/** The queries of bank cards. Each is a service of its own, since each has its own daily limit and its own name on the trail. */
export const createCards = (ports: CardPorts): Service[] => [
  defineService({
    ...need,
    name: 'cards',
    title: '余额查询',
    answer: (asked) => answerBalance(ports, asked),
    page: () => ({ path: '/pages/cards' }),
    routes: cardRoutes(ports),
  }),
  defineService({
    ...need,
    name: 'card-transactions',
    title: '交易明细',
    answer: (asked) => answerTransactions(ports, asked),
    page: (asked) => ({ path: '/pages/cards', query: { view: 'transactions', ...month(asked) } }),
    routes: transactionRoutes(ports),
  }),
  defineService({
    ...need,
    name: 'credit-bills',
    title: '信用卡账单',
    answer: (asked) => answerBill(ports, asked),
    page: (asked) => ({ path: '/pages/cards', query: { view: 'bills', ...month(asked) } }),
    routes: billRoutes(ports),
  }),
  defineService({
    ...need,
    name: 'card-points',
    title: '信用卡积分',
    answer: (asked) => answerPoints(ports, asked),
    page: () => ({ path: '/pages/cards' }),
  }),
];

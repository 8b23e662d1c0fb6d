import { boundOf } from '../../guard/bound.ts';
import { type ApiCall, defineRoute, type Route } from '../../guard/service.ts';
import { AppError } from '../../platform/errors.ts';
import { type CardPorts, type CardType, meantCard, nameOf, shownOf } from './held-cards.ts';
import {
  type BillShown,
  type CardName,
  type CardShown,
  type HeldCard,
  type Statement,
  StatementQuery,
} from './model.ts';
import { readBills, readStatement } from './records.ts';
import { periodOf } from './service.ts';

const gone = () =>
  Object.assign(
    new AppError('card_unknown', 'reject', '没有查到这张卡，可能已经销卡或换卡。请在“我的”里解绑，再重新绑定。'),
    { status: 404 },
  );

const held = (ports: CardPorts, call: ApiCall<unknown>, type?: CardType): Promise<HeldCard | undefined> =>
  meantCard(ports, call.follower.openid, boundOf(call), { type });

/** `GET /api/cards`: a card and what is on it. */
export const cardRoutes = (ports: CardPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async (call): Promise<CardShown> => {
      const card = await held(ports, call);
      if (card === undefined) throw gone();
      return shownOf(card);
    },
  }),
];

/** `GET /api/card-transactions?month=&from=&to=&before=`: the movements of a period. */
export const transactionRoutes = (ports: CardPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    input: StatementQuery,
    handle: async (call): Promise<Statement> => {
      const period = periodOf(call.input, call.now);
      const card = await held(ports, call);
      if (card === undefined) throw gone();
      return readStatement(ports, card, { period, before: call.input.before });
    },
  }),
];

/** `GET /api/credit-bills`: the latest bills of the card, or of the first credit card when it is none; without a card when there is no credit card. */
export const billRoutes = (ports: CardPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async (call): Promise<{ card?: CardName; bills: BillShown[] }> => {
      const card = await held(ports, call, 'credit');
      return card === undefined ? { bills: [] } : { card: nameOf(card), bills: await readBills(ports, card) };
    },
  }),
];

import { boundOf } from '../../guard/bound.ts';
import { defineRoute, type Ports, type Route } from '../../guard/service.ts';
import { BillInput } from './model.ts';
import { billAnswer, billsOf, overviewOf } from './service.ts';

/** Routes of the bills page. The chart of 24 months is free of the daily limit; a month's details are not. */
export const billRoutes = ({ backend }: Pick<Ports, 'backend'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    dailyLimit: 'none',
    handle: (call) => overviewOf(backend, boundOf(call).subject),
  }),
  defineRoute({
    method: 'GET',
    path: '/:month',
    input: BillInput,
    handle: async (call) => {
      const { month } = call.input;
      const asked = month === 'latest' ? ({ kind: 'latest' } as const) : ({ kind: 'month', month } as const);
      const [bill] = await billsOf(backend, boundOf(call).subject, asked);
      return billAnswer(bill, call.organisation.profile.tariffSteps, call.now);
    },
  }),
];

import { boundOf } from '../../guard/bound.ts';
import { defineRoute, type Ports, type Route } from '../../guard/service.ts';
import { RepaymentsInput } from './model.ts';
import { loansShown, yearOfRepayments } from './service.ts';

/** Routes of the loans page: the loans with the latest repayments, and a year of the flow. */
export const loanRoutes = ({ backend }: Pick<Ports, 'backend'>): Route[] => [
  defineRoute({ method: 'GET', path: '/', handle: (call) => loansShown(backend, boundOf(call).subject) }),
  defineRoute({
    method: 'GET',
    path: '/repayments',
    input: RepaymentsInput,
    handle: (call) => yearOfRepayments(backend, boundOf(call).subject, call.input.year),
  }),
];

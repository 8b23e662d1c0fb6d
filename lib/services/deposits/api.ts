import { boundOf } from '../../guard/bound.ts';
import { defineRoute, type Ports, type Route } from '../../guard/service.ts';
import { DepositsInput } from './model.ts';
import { yearOf } from './service.ts';

/** Routes of the deposits page: a year at a time. */
export const depositRoutes = ({ backend }: Pick<Ports, 'backend'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    input: DepositsInput,
    handle: (call) => yearOf(backend, boundOf(call).subject, call.input.year, call.now),
  }),
];

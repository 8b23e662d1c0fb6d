import { boundOf } from '../../guard/bound.ts';
import { defineRoute, type Ports, type Route } from '../../guard/service.ts';
import { accountOf } from './service.ts';

/** Routes of the account page. */
export const accountRoutes = ({ backend }: Pick<Ports, 'backend'>): Route[] => [
  defineRoute({ method: 'GET', path: '/', handle: (call) => accountOf(backend, boundOf(call).subject) }),
];

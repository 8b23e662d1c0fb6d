import { boundOf } from '../../guard/bound.ts';
import { defineRoute, type Ports, type Route } from '../../guard/service.ts';
import type { Applications } from './model.ts';
import { applicationsOf } from './service.ts';

/** Routes of the progress page. */
export const applicationRoutes = ({ backend }: Pick<Ports, 'backend'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async (call): Promise<Applications> => ({
      applications: await applicationsOf(backend, boundOf(call).subject, call.now),
    }),
  }),
];

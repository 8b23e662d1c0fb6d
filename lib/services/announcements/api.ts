import { defineRoute, type Route } from '../../guard/service.ts';
import type { EmergencyPorts } from './chat.ts';
import type { Emergency } from './model.ts';

/** What the page of emergencies gets: those going on first, then the newest. */
export interface EmergencyList {
  emergencies: Emergency[];
}

const mostShown = 20;

/** `GET /api/emergencies`: for everybody. */
export const emergencyRoutes = ({ emergencies }: EmergencyPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async (): Promise<EmergencyList> => {
      const all = await emergencies.list();
      const active = all.filter(({ state }) => state === 'active');
      const ended = all.filter(({ state }) => state === 'ended');
      return { emergencies: [...active, ...ended].slice(0, mostShown) };
    },
  }),
];

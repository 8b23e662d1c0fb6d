import { defineService, type Service } from '../../guard/service.ts';
import { utilityRoutes } from './api.ts';
import { answerUtilities } from './chat.ts';
import type { UtilityPorts } from './service.ts';

/** 水电: the meters of the room in which a bound person of the campus lives. */
export const createUtilities = (ports: UtilityPorts): Service =>
  defineService({
    name: 'utilities',
    title: '水电查询',
    tier: 'registered',
    binding: 'campus-person',
    dailyLimit: 'personal',
    audited: true,
    answer: (asked) => answerUtilities(ports, asked),
    page: () => ({ path: '/pages/utilities' }),
    routes: utilityRoutes(ports),
  });

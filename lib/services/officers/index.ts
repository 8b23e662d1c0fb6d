import { defineService, type Service } from '../../guard/service.ts';
import { officerRoutes } from './api.ts';
import { answerOfficers, type OfficersChatDeps } from './chat.ts';
import type { JoiningDeps } from './joining.ts';
import type { ToReadDeps } from './to-read.ts';

/** 单位专管员: joins a district's group by invitation or on request, and leaves it. */
export const createOfficers = (deps: JoiningDeps & ToReadDeps & OfficersChatDeps): Service =>
  defineService({
    name: 'officers',
    title: '单位专管员',
    tier: 'visitor',
    answer: answerOfficers(deps),
    page: () => ({ path: '/pages/officers' }),
    routes: officerRoutes(deps),
  });

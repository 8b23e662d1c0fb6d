import { defineService, type Service } from '../../guard/service.ts';
import { outageRoutes } from './api.ts';
import { answerOutages, outagesNearby } from './chat.ts';
import type { FinderPorts } from './ports.ts';

/** 停电查询: outages now and in the next days, at what is bound, in an area, around a place; for everybody. */
export const createOutageQueries = (ports: FinderPorts): Service =>
  defineService({
    name: 'outages',
    title: '停电查询',
    tier: 'visitor',
    answer: (asked) => answerOutages(ports, asked),
    nearby: (asked) => outagesNearby(ports, asked),
    page: () => ({ path: '/pages/outages' }),
    routes: outageRoutes(ports),
  });

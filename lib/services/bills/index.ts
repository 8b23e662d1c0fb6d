import { defineService, type Ports } from '../../guard/service.ts';
import { billRoutes } from './api.ts';
import { answerBills, billsPage } from './chat.ts';

/** 电费账单: a month's bill with its tariff steps, and 24 months as a chart. */
export const createBills = (ports: Pick<Ports, 'backend' | 'pageUrl'>) =>
  defineService({
    name: 'bills',
    title: '电费账单',
    tier: 'registered',
    binding: 'electricity-account',
    dailyLimit: 'personal',
    audited: true,
    answer: answerBills(ports),
    page: billsPage,
    routes: billRoutes(ports),
  });

import { defineService, type Ports } from '../../guard/service.ts';
import { depositRoutes } from './api.ts';
import { answerDeposits, depositsPage } from './chat.ts';

/** 缴存明细: what was paid in, withdrawn and earned, by year and month. */
export const createDeposits = (ports: Pick<Ports, 'backend' | 'pageUrl'>) =>
  defineService({
    name: 'deposits',
    title: '缴存明细',
    tier: 'verified',
    binding: 'fund-account',
    dailyLimit: 'personal',
    audited: true,
    answer: answerDeposits(ports),
    page: depositsPage,
    routes: depositRoutes(ports),
  });

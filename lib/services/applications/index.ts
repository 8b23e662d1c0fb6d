import { defineService, type Ports } from '../../guard/service.ts';
import { applicationRoutes } from './api.ts';
import { answerApplications } from './chat.ts';

/** 办理进度: how far withdrawals and loan applications have come. */
export const createApplications = (ports: Pick<Ports, 'backend' | 'pageUrl'>) =>
  defineService({
    name: 'applications',
    title: '办理进度',
    tier: 'verified',
    binding: 'fund-account',
    dailyLimit: 'personal',
    audited: true,
    answer: answerApplications(ports),
    page: () => ({ path: '/pages/applications' }),
    routes: applicationRoutes(ports),
  });

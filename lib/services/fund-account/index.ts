import { defineService, type Ports } from '../../guard/service.ts';
import { accountRoutes } from './api.ts';
import { answerAccount } from './chat.ts';

/** 公积金账户: balance, unit, base, rates and state. */
export const createFundAccount = (ports: Pick<Ports, 'backend' | 'pageUrl'>) =>
  defineService({
    name: 'fund-account',
    title: '账户余额',
    tier: 'verified',
    binding: 'fund-account',
    dailyLimit: 'personal',
    audited: true,
    answer: answerAccount(ports),
    page: () => ({ path: '/pages/fund-account' }),
    routes: accountRoutes(ports),
  });

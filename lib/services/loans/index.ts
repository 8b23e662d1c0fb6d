import { defineService, type Ports } from '../../guard/service.ts';
import { loanRoutes } from './api.ts';
import { answerLoans, loansPage } from './chat.ts';

/** 我的贷款: facts of the fund's loans, the repayment flow, the next repayment. */
export const createLoans = (ports: Pick<Ports, 'backend' | 'pageUrl'>) =>
  defineService({
    name: 'loans',
    title: '我的贷款',
    tier: 'verified',
    binding: 'fund-account',
    dailyLimit: 'personal',
    audited: true,
    answer: answerLoans(ports),
    page: loansPage,
    routes: loanRoutes(ports),
  });

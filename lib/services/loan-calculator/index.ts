import { defineService, type Ports } from '../../guard/service.ts';
import { calculatorRoutes } from './api.ts';
import { answerLoan } from './chat.ts';

/** 贷款计算器: instalments, interest and early repayment of fund, commercial and combined loans, for everybody. */
export const createLoanCalculator = (ports: Pick<Ports, 'pageUrl'>) =>
  defineService({
    name: 'loan-calculator',
    title: '贷款计算器',
    tier: 'visitor',
    answer: answerLoan(ports),
    page: () => ({ path: '/pages/loan-calculator' }),
    routes: calculatorRoutes,
  });

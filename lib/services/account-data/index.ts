import { defineService, type Service } from '../../guard/service.ts';
import { accountDataRoutes } from './api.ts';
import { answerAccountData } from './chat.ts';
import type { AccountDataPorts } from './service.ts';

/**
 * 资料修改: an account's phone, mailing address or service password, through the phone on record. The page needs a binding;
 * what is said in chat does not, since it tells those without the phone where to go.
 */
export const createAccountData = (ports: AccountDataPorts): Service[] => [
  defineService({
    name: 'account-data',
    title: '资料修改',
    tier: 'registered',
    binding: 'electricity-account',
    audited: true,
    routes: accountDataRoutes(ports),
  }),
  defineService({ name: 'account-data-guide', title: '资料修改', tier: 'visitor', answer: answerAccountData(ports) }),
];

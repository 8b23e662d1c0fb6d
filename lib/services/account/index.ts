import { defineService, type Ports, type Service } from '../../guard/service.ts';
import { type AccountDeps, accountRoutes } from './api.ts';
import { createAccountAnswer } from './chat.ts';

export type { AccountDeps } from './api.ts';

/** 我的: what is bound and proved, who looked at what, consents and their withdrawal, a copy of everything, erasure. */
export const createAccount = (deps: AccountDeps & Pick<Ports, 'pageUrl'>): Service =>
  defineService({
    name: 'account',
    title: '我的资料',
    tier: 'visitor',
    answer: createAccountAnswer(deps),
    page: () => ({ path: '/pages/me' }),
    routes: accountRoutes(deps),
  });

import { defineService, type Service } from '../../guard/service.ts';
import { type BindingDeps, bindingRoutes } from './api.ts';
import { createBindingAnswer } from './chat.ts';

export type { BindingDeps } from './api.ts';

/** 绑定: binds subjects by the organisation's records and a code to the phone on record, looks after them, shares them with family members. */
export const createBinding = (deps: BindingDeps): Service =>
  defineService({
    name: 'binding',
    title: '绑定',
    tier: 'visitor',
    answer: createBindingAnswer(deps),
    page: () => ({ path: '/pages/bind' }),
    routes: bindingRoutes(deps),
  });

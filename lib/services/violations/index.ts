import { defineService, type Service } from '../../guard/service.ts';
import { violationRoutes } from './api.ts';
import { answerViolations } from './chat.ts';
import { violationSubjects } from './model.ts';
import type { ViolationPorts } from './service.ts';

/** 交通违法: of the vehicles and the licence that the follower has bound, at most the organisation's number of times a day. */
export const createViolations = (ports: ViolationPorts): Service =>
  defineService({
    name: 'violations',
    title: '交通违法查询',
    tier: 'registered',
    binding: violationSubjects,
    dailyLimit: 'personal',
    audited: true,
    answer: (asked) => answerViolations(ports, asked),
    page: () => ({ path: '/pages/violations' }),
    routes: violationRoutes(ports),
  });

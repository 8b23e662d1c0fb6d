import { defineService, type Service } from '../../guard/service.ts';
import { classroomRoutes } from './api.ts';
import { answerClassrooms } from './chat.ts';
import type { ClassroomPorts } from './service.ts';

/** 空教室: free classrooms by day, time, building and room, for everybody. */
export const createClassrooms = (ports: ClassroomPorts): Service =>
  defineService({
    name: 'classrooms',
    title: '空闲教室',
    tier: 'visitor',
    answer: (asked) => answerClassrooms(ports, asked),
    page: () => ({ path: '/pages/classrooms' }),
    routes: classroomRoutes(ports),
  });

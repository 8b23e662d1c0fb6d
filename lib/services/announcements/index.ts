import { defineService } from '../../guard/service.ts';
import { emergencyRoutes } from './api.ts';
import { answerEmergencies, type EmergencyPorts } from './chat.ts';

/** 应急提示: what is going on, for everybody; organisations whose profile announces emergencies have a topic for it. */
export const createEmergencies = (ports: EmergencyPorts) =>
  defineService({
    name: 'emergencies',
    title: '应急提示',
    tier: 'visitor',
    answer: answerEmergencies(ports),
    page: () => ({ path: '/pages/emergencies' }),
    routes: emergencyRoutes(ports),
  });

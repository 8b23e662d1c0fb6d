import { defineService } from '../../guard/service.ts';
import { answerOutlets } from './chat.ts';

/** 网点: the nearest outlets, with hours, telephone, person in charge and route. */
export const outlets = defineService({ name: 'outlets', title: '附近网点', tier: 'visitor', answer: answerOutlets });

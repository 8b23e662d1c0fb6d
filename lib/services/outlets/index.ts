import { defineService } from '../../guard/service.ts';
import { answerOutlets } from './chat.ts';

/** 网点: the nearest outlets, with hours, telephone, person in charge and route. */
export const outlets = defineService({ name: 'outlets', tier: 'visitor', answer: answerOutlets });

import { defineService } from '../../guard/service.ts';
import { answerPerson } from './chat.ts';

/** 人工: how to reach a person now. */
export const person = defineService({ name: 'person', title: '人工服务', tier: 'visitor', answer: answerPerson });

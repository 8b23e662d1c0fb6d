import { defineService } from '../../guard/service.ts';
import { answerGuide } from './chat.ts';

/** 使用指南: what each service does and how to use it. */
export const guide = defineService({ name: 'guide', tier: 'visitor', answer: answerGuide });

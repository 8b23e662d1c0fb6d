import { defineService } from '../../guard/service.ts';
import { answerGuide } from './chat.ts';

/** 使用指南: what each service does and how to use it. */
export const guide = defineService({ name: 'guide', title: '使用指南', tier: 'visitor', answer: answerGuide });

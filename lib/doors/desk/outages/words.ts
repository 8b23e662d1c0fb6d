import type { OutageKind, OutagePhase, Supply } from '../../../services/outages/model.ts';

/** Where an outage stands, as staff read it. */
export const phaseNames: Record<OutagePhase, string> = {
  scheduled: '未开始',
  ongoing: '进行中',
  delayed: '已推迟',
  overdue: '已过时间，待确认恢复',
  restored: '已恢复',
  cancelled: '已取消',
};

/** Kinds as people write them in a table, with or without what is cut off: 计划停电. */
export const kindsByWord: Record<string, OutageKind> = {
  计划: 'planned',
  临时: 'temporary',
  故障: 'fault',
  planned: 'planned',
  temporary: 'temporary',
  fault: 'fault',
};

export const suppliesByWord: Record<string, Supply> = {
  电: 'power',
  水: 'water',
  气: 'gas',
  暖: 'heat',
  power: 'power',
  water: 'water',
  gas: 'gas',
  heat: 'heat',
};

import type { OutageKind, OutagePhase, Supply } from '../../../services/outages/model.ts';
import { stateNames } from '../notices/words.ts';
import type { OutageNoticeShown } from './model.ts';

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

/** The first of many areas: 中山路、滨江新村等12处. */
export const areasInShort = (names: readonly string[], most: number): string =>
  names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')}等${names.length}处`;

/** Where a notice about an outage stands. One that concerns nobody is refused, and nothing is wrong with it: who asks is told all the same. */
export const noticeStateName = ({ state, people }: Pick<OutageNoticeShown, 'state' | 'people'>): string =>
  state === 'refused' && people === 0 ? '没有要通知的人' : stateNames[state];

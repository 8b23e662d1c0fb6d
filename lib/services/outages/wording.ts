import { beijingDay, beijingTime } from '../../platform/clock.ts';
import { dayInWords } from '../../platform/months.ts';
import type { OutageRules } from '../../platform/profile/announcements.ts';
import { fill } from '../../platform/wording.ts';
import type { Outage, OutageNews } from './model.ts';

/** `2026年11月29日 08:00`, Beijing time: also the form that WeChat's `time` fields take. */
export const momentInWords = (at: number): string => `${dayInWords(beijingDay(at))} ${beijingTime(at)}`;

/** `11月29日 08:00—17:00`, or with both days when it ends on another. */
export const spanInWords = ({ from, to }: Pick<Outage, 'from' | 'to'>): string => {
  const [begin, end] = [momentInWords(from).slice(5), momentInWords(to).slice(5)];
  return beijingDay(from) === beijingDay(to) ? `${begin}—${beijingTime(to)}` : `${begin} 至 ${end}`;
};

/** How far, in words: below a kilometre in metres, above in kilometres with one decimal. */
export const distanceInWords = (metres: number): string =>
  metres === 0 ? '就在这里' : metres < 1000 ? `约${metres}米` : `约${(metres / 1000).toFixed(1)}公里`;

/** `中山路线、滨江新村等5处`: as many names as fit into `most` characters, at least a part of the first. */
export const namesInWords = (names: readonly string[], most: number): string => {
  for (let count = names.length; count > 0; count -= 1) {
    const words = names.slice(0, count).join('、') + (count < names.length ? `等${names.length}处` : '');
    if ([...words].length <= most) return words;
  }
  const rest = names.length > 1 ? `等${names.length}处` : '';
  return `${[...(names[0] ?? '')].slice(0, most - [...rest].length - 1).join('')}…${rest}`;
};

/** What an outage is called: 计划停电. */
export const titleOf = ({ kind, supply }: Pick<Outage, 'kind' | 'supply'>, rules: OutageRules): string =>
  `${rules.kinds[kind].title}${rules.supplies[supply]?.cut ?? '停供'}`;

/** What a field of a notice shows at most. */
const fieldLength = 20;

/** What the profile's templates may say of an outage. */
export const marksOf = (outage: Outage, news: OutageNews, rules: OutageRules): Record<string, string> => {
  const { cut = '停供', back = '恢复' } = rules.supplies[outage.supply] ?? {};
  const title = titleOf(outage, rules);
  return {
    place: namesInWords(outage.areaNames, fieldLength),
    from: momentInWords(outage.from),
    to: momentInWords(outage.to),
    at: momentInWords(outage.restoredAt ?? outage.to),
    reason: outage.reason,
    kind: title,
    cut,
    back,
    change: news === 'announced' ? title : news === 'restored' ? back : fill(rules.news[news], { cut }),
    progress: outage.progress.at(-1)?.text ?? rules.begun,
  };
};

/** For staff, one line: `计划停电 中山路 11月29日`, with what happened to it before. */
export const titleForStaff = (outage: Outage, news: OutageNews, rules: OutageRules): string => {
  const { cut = '', back = '恢复' } = rules.supplies[outage.supply] ?? {};
  const what = news === 'announced' ? '' : `${news === 'restored' ? back : fill(rules.news[news], { cut })}：`;
  const day = momentInWords(outage.from).slice(5, -6);
  return `${what}${titleOf(outage, rules)} ${namesInWords(outage.areaNames, 30)} ${day}`;
};

import { boundOf } from '../../guard/bound.ts';
import type { Asked } from '../../guard/service.ts';
import { yuan } from '../../platform/money.ts';
import { dayInWords } from '../../platform/months.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import type { LatestReadings, Reading, Utility } from './model.ts';
import { readLatest, type UtilityPorts } from './service.ts';

const names: Record<Utility, { title: string; unit: string }> = {
  electricity: { title: '电', unit: '度' },
  water: { title: '水', unit: '吨' },
  gas: { title: '燃气', unit: '立方米' },
};

/** The utilities that the words name; all when none is named. */
const utilitiesIn = (words: string): Utility[] => {
  const named: Utility[] = [
    ...(words.includes('电') ? (['electricity'] as const) : []),
    ...(words.includes('水') ? (['water'] as const) : []),
    ...(/燃气|煤气|天然气|气费/.test(words) ? (['gas'] as const) : []),
  ];
  return named.length === 0 ? ['electricity', 'water', 'gas'] : named;
};

const readingText = ({ utility, at, reading, used, usedInMonth, freeLeft, balanceFen }: Reading): string => {
  const { title, unit } = names[utility];
  const parts = [
    `${title}表 ${reading}${unit}（${dayInWords(at.slice(0, 10))}抄）`,
    `　上次抄表以来用了${used}${unit}，本月共用${usedInMonth}${unit}`,
    freeLeft === undefined ? undefined : `　免费额度还剩${freeLeft}${unit}`,
    balanceFen === undefined
      ? undefined
      : balanceFen < 0
        ? `　已欠${yuan(-balanceFen)}元，请尽快充值`
        : `　余额${yuan(balanceFen)}元`,
  ];
  return parts.filter((part) => part !== undefined).join('\n');
};

const latestText = ({ room, readings }: LatestReadings, wanted: readonly Utility[]): string => {
  const shown = readings.filter(({ utility }) => wanted.includes(utility));
  const intro = `【${room.campus} ${room.building}${room.door}】`;
  if (shown.length === 0) {
    return `${intro}\n没有${wanted.map((utility) => names[utility].title).join('、')}的抄表记录。`;
  }
  return [intro, ...shown.map(readingText)].join('\n');
};

/** 水电: the newest readings of the room, of the utilities that were named. */
export const answerUtilities = async (ports: UtilityPorts, asked: Asked): Promise<Reply> => {
  const latest = await readLatest(ports, boundOf(asked));
  if (latest === undefined) return textReply('您绑定的账号没有校内住房，所以查不到水电。刚换了宿舍的，一般次日更新。');
  const link = `<a href="${ports.pageUrl('/pages/utilities')}">看12个月的用量</a>`;
  return textReply(`${latestText(latest, utilitiesIn(asked.words))}\n\n${link}`);
};

import { boundInWords, boundOf } from '../../guard/bound.ts';
import type { Asked, Ports } from '../../guard/service.ts';
import { yuan } from '../../platform/money.ts';
import { dayInWords, type MonthRange, monthInWords } from '../../platform/months.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { kindWords } from './labels.ts';
import type { EntryShown } from './model.ts';
import { depositsAsked, entriesIn, latestEntries, sumsOf } from './service.ts';

/** Entries in one message; the page has all. */
const listed = 8;

const entryLine = ({ day, kind, month, amountFen }: EntryShown): string => {
  const what = month === undefined ? kindWords[kind] : `${kindWords[kind]}（${monthInWords(month)}）`;
  return `${dayInWords(day)}　${what}　${yuan(amountFen)}元`;
};

const sumLine = (entries: EntryShown[]): string => {
  const { depositFen, makeupFen, interestFen, withdrawalFen } = sumsOf(entries);
  const parts = [
    ['汇缴', depositFen],
    ['补缴', makeupFen],
    ['结息', interestFen],
    ['提取', withdrawalFen],
  ] as const;
  const given = parts.filter(([, fen]) => fen !== 0).map(([name, fen]) => `${name}${yuan(fen)}元`);
  return `合计：${given.join('，')}`;
};

const rangeInWords = ({ from, to }: MonthRange): string => {
  if (from === to) return monthInWords(from);
  const wholeYear = from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01') && to.endsWith('-12');
  return wholeYear ? `${from.slice(0, 4)}年` : `${monthInWords(from)}至${monthInWords(to)}`;
};

const textOf = (wanted: MonthRange | 'latest', entries: EntryShown[]): string[] => {
  const [newest] = entries;
  if (newest === undefined) {
    const when = wanted === 'latest' ? '' : `${rangeInWords(wanted)}的`;
    return [`没有查到${when}缴存记录。连续两个月没入账，请先问单位。`];
  }
  const intro = wanted === 'latest' ? `最近${entries.length}笔：` : `${rangeInWords(wanted)}，共${entries.length}笔：`;
  const more = entries.length > listed ? [`……只列出最近${listed}笔，其余请点开看。`] : [];
  const sum = wanted === 'latest' ? `余额：${yuan(newest.balanceFen)}元` : sumLine(entries);
  return [intro, ...entries.slice(0, listed).map(entryLine), ...more, sum];
};

/** The page on which the words are answered: a year, with the month in it. */
export const depositsPage = ({ words, now }: Pick<Asked, 'words' | 'now'>) => {
  const wanted = depositsAsked(words, now);
  return { path: '/pages/deposits', ...(wanted === 'latest' ? {} : { query: { year: wanted.to.slice(0, 4) } }) };
};

/** 缴存明细: the latest entries, or those of the month or the year that was named, with their sums. */
export const answerDeposits =
  ({ backend, pageUrl }: Pick<Ports, 'backend' | 'pageUrl'>) =>
  async (asked: Asked): Promise<Reply> => {
    const binding = boundOf(asked);
    const wanted = depositsAsked(asked.words, asked.now);
    const entries =
      wanted === 'latest'
        ? await latestEntries(backend, binding.subject, listed)
        : await entriesIn(backend, binding.subject, wanted);
    const { path, query } = depositsPage(asked);
    const link = `<a href="${pageUrl(path, query)}">按年按月看全部明细</a>`;
    return textReply([`【${boundInWords(binding)}】`, ...textOf(wanted, entries), link].join('\n'));
  };

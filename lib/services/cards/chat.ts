import { boundOf } from '../../guard/bound.ts';
import type { Asked } from '../../guard/service.ts';
import { beijingDay } from '../../platform/clock.ts';
import { monthIn } from '../../platform/spoken-dates.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../../wechat/reply.ts';
import { type CardPorts, type CardType, meantCard } from './held-cards.ts';
import type { DayRange, HeldCard, Movement } from './model.ts';
import { readBill, readStatement } from './records.ts';
import { earliestDay, totalsOf } from './service.ts';
import { balanceText, billText, movementsText, pointsText } from './texts.ts';
import { daysIn, directionIn } from './words.ts';

/** How many movements fit well into one message. */
const listed = 5;

/** A link below the answer to the page that shows more of the same card; the text gives way when both do not fit into one message. */
const withLink = (
  ports: CardPorts,
  text: string,
  held: HeldCard,
  { words, ...query }: { words: string; view?: 'transactions' | 'bills' } & Partial<DayRange> & { month?: string },
): Reply => {
  const link = `\n\n<a href="${ports.pageUrl('/pages/cards', { binding: held.binding.id, ...query })}">${words}</a>`;
  return textReply(`${fitText(text, maximumTextBytes - Buffer.byteLength(link))}${link}`);
};

const noCard = (ports: CardPorts, type: CardType | undefined): Reply => {
  const then = '/pages/cards';
  const link = ports.pageUrl('/pages/bind', { kind: 'bank-card', then });
  const text =
    type === 'credit'
      ? '您绑定的卡里没有信用卡。要看信用卡，请先绑定。'
      : '没有查到这张卡，可能已经销卡或换卡。请换新卡绑定。';
  return textReply(`${text}\n\n<a href="${link}">去绑定银行卡</a>`);
};

/** Finds the card that was meant, and answers about it. */
const about = async (
  ports: CardPorts,
  asked: Asked,
  type: CardType | undefined,
  answer: (held: HeldCard) => Promise<Reply>,
): Promise<Reply> => {
  const { follower, words } = asked;
  const meant = type === undefined ? { words } : { words, type };
  const held = await meantCard(ports, follower.openid, boundOf(asked), meant);
  return held === undefined ? noCard(ports, type) : answer(held);
};

/** 余额 */
export const answerBalance = (ports: CardPorts, asked: Asked): Promise<Reply> =>
  about(ports, asked, undefined, async (held) => withLink(ports, balanceText(held), held, { words: '看明细和其他卡' }));

const isOf =
  (direction: 'income' | 'spending' | undefined) =>
  ({ amountFen }: Movement): boolean =>
    direction === undefined || (direction === 'income' ? amountFen > 0 : amountFen < 0);

/** 明细: the latest movements, or those of the days or the month that were named, with their sums. */
export const answerTransactions = (ports: CardPorts, asked: Asked): Promise<Reply> =>
  about(ports, asked, undefined, async (held) => {
    const { words, now } = asked;
    const named = daysIn(words, now);
    const direction = directionIn(words);
    const latest = { from: earliestDay(now), to: beijingDay(now) };
    const wholeRead = named !== undefined || direction !== undefined;
    const statement = await readStatement(ports, held, {
      period: named ?? latest,
      ...(wholeRead ? {} : { most: listed }),
    });
    const all = statement.movements.filter(isOf(direction));
    const text = movementsText(held, {
      movements: all.slice(0, listed),
      more: wholeRead && all.length > listed,
      ...(named === undefined ? {} : { period: named }),
      ...(named === undefined || statement.next !== undefined ? {} : { totals: totalsOf(all) }),
    });
    return withLink(ports, text, held, { words: '按日期查看全部明细', view: 'transactions', ...named });
  });

/** 信用卡账单: the newest, or of the month that was named. */
export const answerBill = (ports: CardPorts, asked: Asked): Promise<Reply> =>
  about(ports, asked, 'credit', async (held) => {
    const month = monthIn(asked.words, asked.now);
    const bill = await readBill(ports, held, month);
    return withLink(ports, billText(held, bill, month, asked.now), held, {
      words: '看各月账单',
      view: 'bills',
      ...(bill === undefined ? {} : { month: bill.month }),
    });
  });

/** 积分, with the organisation's own words on how they are earned and spent. */
export const answerPoints = (ports: CardPorts, asked: Asked): Promise<Reply> =>
  about(ports, asked, 'credit', async (held) =>
    withLink(ports, `${pointsText(held)}\n\n${asked.topic.answer}`, held, { words: '看这张卡' }),
  );

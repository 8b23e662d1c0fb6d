import type { ElectricityBill } from '../../backend/kinds/electricity-bill.ts';
import { boundInWords, boundOf } from '../../guard/bound.ts';
import type { Asked, Ports } from '../../guard/service.ts';
import { unitPrice, yuan } from '../../platform/money.ts';
import { beijingMonth, dayInWords, monthInWords } from '../../platform/months.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import type { BillShown } from './model.ts';
import { type BillsAsked, billsAsked, billsOf, positionIn, prepaidBalance, shownBill } from './service.ts';

const numerals = '零一二三四五六七八九';

/** A meter with less than this, in fen, shows its red lamp. */
const lowBalanceFen = 3000;

const paymentLine = (bill: BillShown): string => {
  if (bill.status === 'paid') return '已交清，谢谢您。';
  const due = dayInWords(bill.dueDate);
  return bill.overdue ? `还没交，已过截止日${due}，请尽快交清。` : `还没交，请在${due}前交清。`;
};

const billLines = (bill: BillShown): string[] => [
  `${monthInWords(bill.month)}　用电${bill.usageKwh}度`,
  ...bill.lines.map(
    ({ step, kwh, priceCentifen, amountFen }) =>
      `${numerals[step] ?? step}档：${kwh}度 × ${unitPrice(priceCentifen)}元 = ${yuan(amountFen)}元`,
  ),
  ...(bill.adjustmentFen === 0 ? [] : [`其他（峰谷、优惠等）：${yuan(bill.adjustmentFen)}元`]),
  `合计：${yuan(bill.amountFen)}元`,
  paymentLine(bill),
];

const tariffLine = ({ profile }: Asked['organisation'], bill: BillShown): string[] => {
  if (profile.tariffSteps === undefined) return [];
  const { usedKwh, step, leftKwh } = positionIn(profile.tariffSteps, bill.yearUsageKwh);
  const year = bill.month.slice(0, 4);
  const rest = leftKwh === undefined ? '' : `，再用${leftKwh}度进入第${numerals[step + 1]}档`;
  return [`${year}年累计${usedKwh}度，在第${numerals[step]}档${rest}。`];
};

const oneBill = (asked: Asked, bill: ElectricityBill): string[] => {
  const shown = shownBill(bill, asked.now);
  return [...billLines(shown), ...tariffLine(asked.organisation, shown)];
};

/** Several months: a line each, and the sum. */
const manyBills = (bills: ElectricityBill[]): string[] => {
  const usage = bills.reduce((sum, { usageKwh }) => sum + usageKwh, 0);
  const amount = bills.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const lines = bills.map(
    ({ month, usageKwh, amountFen, status }) =>
      `${monthInWords(month)}：${usageKwh}度，${yuan(amountFen)}元${status === 'owed' ? '（待交）' : ''}`,
  );
  return [...lines, `${bills.length}个月共${usage}度，${yuan(amount)}元。`];
};

/** The month has not ended, so that its bill can't be out. */
const isAhead = (wanted: BillsAsked, now: number): boolean =>
  wanted.kind === 'month' && wanted.month >= beijingMonth(now);

const nothingFound = (wanted: BillsAsked, now: number): string => {
  if (wanted.kind === 'latest' || wanted.kind === 'recent')
    return '还没有查到这个户号的账单。新装的户号，下个月5日后再来看。';
  const from = wanted.kind === 'month' ? wanted.month : wanted.range.from;
  const name = wanted.kind === 'month' ? `${monthInWords(from)}的账单` : '这段时间的账单';
  return isAhead(wanted, now)
    ? `${name}还没有出，一般次月5日出账。`
    : `没有查到${name}。更早的账单，请户主带身份证到营业厅打印。`;
};

const balanceLine = (balanceFen: number | undefined): string[] => {
  if (balanceFen === undefined) return [];
  return [`电表余额：${yuan(balanceFen)}元${balanceFen < lowBalanceFen ? '，请尽快购电' : ''}`];
};

/** What was asked for; the newest bill too when that month has none yet. */
const billText = async (asked: Asked, backend: Ports['backend']): Promise<string[]> => {
  const { subject } = boundOf(asked);
  // A tap on the menu says what the topic is called.
  const wanted = billsAsked(asked.words || asked.topic.title, asked.now);
  const bills = await billsOf(backend, subject, wanted);
  const [bill] = bills;
  if (bill !== undefined) return bills.length === 1 ? oneBill(asked, bill) : manyBills(bills);
  const nothing = [nothingFound(wanted, asked.now)];
  if (!isAhead(wanted, asked.now)) return nothing;
  const [newest] = await billsOf(backend, subject, { kind: 'latest' });
  return newest === undefined ? nothing : [...nothing, '最近一期：', ...oneBill(asked, newest)];
};

/** A bill as a short text: usage, steps, amount, paid or owed, due date, and the link to its page. */
export const answerBills =
  ({ backend, pageUrl }: Pick<Ports, 'backend' | 'pageUrl'>) =>
  async (asked: Asked): Promise<Reply> => {
    const binding = boundOf(asked);
    const [text, balance] = await Promise.all([billText(asked, backend), prepaidBalance(backend, binding.subject)]);
    const { path, query } = billsPage(asked);
    const link = `<a href="${pageUrl(path, query)}">看账单和24个月走势</a>`;
    return textReply([`【${boundInWords(binding)}】`, ...balanceLine(balance), ...text, link].join('\n'));
  };

/** The page on which the words are answered. */
export const billsPage = ({
  words,
  now,
}: Pick<Asked, 'words' | 'now'>): { path: string; query?: Record<string, string> } => {
  const wanted = billsAsked(words, now);
  return { path: '/pages/bills', ...(wanted.kind === 'month' ? { query: { month: wanted.month } } : {}) };
};

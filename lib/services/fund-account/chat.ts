import { boundInWords, boundOf } from '../../guard/bound.ts';
import type { Asked, Ports } from '../../guard/service.ts';
import { percent, yuan } from '../../platform/money.ts';
import { monthInWords } from '../../platform/months.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { type AccountAnswer, type AccountShown, statusWords } from './model.ts';
import { accountOf } from './service.ts';

const statusNotes: Record<AccountShown['status'], string[]> = {
  normal: [],
  sealed: ['账户已封存：换单位后由新单位启封，或办理转移、提取。'],
  frozen: ['账户已冻结，暂时不能提取；有疑问请拨服务热线。'],
};

const accountLines = (account: AccountShown): string[] => [
  `余额：${yuan(account.balanceFen)}元`,
  `状态：${statusWords[account.status]}`,
  `单位：${account.unit}`,
  `缴存基数：${yuan(account.baseFen)}元`,
  `缴存比例：单位${percent(account.unitRatePpm)}，个人${percent(account.personalRatePpm)}`,
  `月缴存额：${yuan(account.monthlyDepositFen)}元`,
  ...(account.paidUntil === undefined ? [] : [`缴至：${monthInWords(account.paidUntil)}`]),
  ...statusNotes[account.status],
];

const textOf = (answer: AccountAnswer): string[] =>
  answer.kind === 'found'
    ? accountLines(answer.account)
    : ['没有查到这个账户，可能已经销户。请在“我的”里解绑，或拨服务热线。'];

/** 余额: balance, state, unit, base and rates, with the link to the page. */
export const answerAccount =
  ({ backend, pageUrl }: Pick<Ports, 'backend' | 'pageUrl'>) =>
  async (asked: Asked): Promise<Reply> => {
    const binding = boundOf(asked);
    const lines = textOf(await accountOf(backend, binding.subject));
    const link = `<a href="${pageUrl('/pages/fund-account')}">打开我的账户</a>`;
    return textReply([`【${boundInWords(binding)}】`, ...lines, link].join('\n'));
  };

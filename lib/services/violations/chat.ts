import type { Asked } from '../../guard/service.ts';
import { yuan } from '../../platform/money.ts';
import { dayInWords } from '../../platform/months.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../../wechat/reply.ts';
import type { Found, ViolationList, ViolationShown, ViolationTotals } from './model.ts';
import { findViolations, type ViolationPorts } from './service.ts';

/** How many violations fit well into one message. */
const listed = 4;

/** A state in the words that people read. */
const stateInWords: Record<ViolationShown['status'], string> = {
  open: '未处理',
  decided: '已处理，待缴款',
  paid: '已缴款',
  withdrawn: '已撤销',
};

const totalsText = ({ open, unpaid, fineFen, points }: ViolationTotals): string => {
  if (open + unpaid === 0) return '没有要处理的违法';
  const parts = [
    open > 0 && `未处理${open}条`,
    unpaid > 0 && `待缴款${unpaid}条`,
    `罚款共${yuan(fineFen)}元`,
    points > 0 && `记${points}分`,
  ];
  return parts.filter(Boolean).join('，');
};

const listText = ({ label, shown, totals, licence }: ViolationList): string => {
  const name = label === '' || label === shown ? shown : `${label} ${shown}`;
  const own =
    licence &&
    `
　本周期已记${licence.points}分（到${dayInWords(licence.pointsUntil)}）`;
  return `【${name}】${totalsText(totals)}${own ?? ''}`;
};

const violationText = ({ at, place, act, fineFen, points, status }: ViolationShown): string =>
  `${dayInWords(at.slice(0, 10))} ${at.slice(11, 16)}　${stateInWords[status]}\n${place}\n${act}\n罚款${yuan(fineFen)}元，记${points}分`;

/** Those still to be done, newest first, each once. */
const waiting = ({ lists }: Found): ViolationShown[] => {
  const all = lists.flatMap(({ violations }) => violations);
  const each = [...new Map(all.map((violation) => [violation.violationNumber, violation])).values()];
  return each.filter(({ status }) => status === 'open' || status === 'decided').sort((a, b) => (a.at < b.at ? 1 : -1));
};

const foundText = (found: Found): string => {
  const open = waiting(found);
  const rest = open.length > listed ? [`……还有${open.length - listed}条，请看下面的链接。`] : [];
  const details = [...open.slice(0, listed).map(violationText), ...rest];
  return [found.lists.map(listText).join('\n'), ...details].join('\n\n');
};

/** A text and what must stand below it: the text gives way when both do not fit into one message. */
const withTail = (text: string, ...tail: string[]): Reply => {
  const below = `\n\n${tail.join('\n')}`;
  return textReply(`${fitText(text, maximumTextBytes - Buffer.byteLength(below))}${below}`);
};

/** 违章: what is open for each vehicle and licence, and the newest of them, with the organisation's own words on it. */
export const answerViolations = async (ports: ViolationPorts, { follower, topic }: Asked): Promise<Reply> => {
  const found = await findViolations(ports, follower.openid);
  if (found === undefined) {
    const then = '/pages/violations';
    const link = `<a href="${ports.pageUrl('/pages/bind', { then })}">去绑定</a>`;
    return withTail('您还没有绑定车辆或驾驶证。绑定后就能查违法和记分。', link);
  }
  const link = `<a href="${ports.pageUrl('/pages/violations')}">查看全部违法记录</a>`;
  return withTail(foundText(found), topic.answer, link);
};

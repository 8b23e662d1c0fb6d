import { boundInWords, boundOf } from '../../guard/bound.ts';
import type { Asked, Ports } from '../../guard/service.ts';
import { yuan } from '../../platform/money.ts';
import { dayInWords } from '../../platform/months.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { stepWords } from './labels.ts';
import type { ApplicationShown } from './model.ts';
import { applicationsOf } from './service.ts';

/** Applications in one message; the page has all. */
const listed = 3;

const outlook = ({ step, nextStep, late, reason, expectedOn }: ApplicationShown): string[] => {
  if (step === 'returned') return [`退回原因：${reason ?? '请看短信通知'}`, '补齐材料后请重新提交，不用重新排队。'];
  if (step === 'paid') return ['24小时没收到，多是银行卡限额或已注销，请换一张一类卡。'];
  const next = nextStep === undefined ? '' : `下一步：${stepWords[nextStep]}`;
  if (late) return [`${next}。已超过预计日期，我们正在办；着急请拨服务热线，报受理编号。`];
  return [expectedOn === undefined ? next : `${next}，预计${dayInWords(expectedOn)}前办好`];
};

const applicationLines = (application: ApplicationShown): string[] => {
  const { purpose, applicationNumber, amountFen, step, steps, appliedOn } = application;
  const at = steps.at(-1)?.at.slice(0, 10) ?? appliedOn;
  return [
    `${purpose}　${yuan(amountFen)}元`,
    `受理编号：${applicationNumber}`,
    `${stepWords[step]}（${dayInWords(at)}）`,
    ...outlook(application),
  ];
};

const textOf = (applications: ApplicationShown[]): string[] => {
  if (applications.length === 0) return ['没有查到在办的业务。提取请回复“提取”，贷款请回复“贷款”。'];
  const open = applications.filter(({ done }) => !done);
  const shown = (open.length > 0 ? open : applications.slice(0, 1)).slice(0, listed);
  return shown.flatMap((application, at) => [...(at > 0 ? [''] : []), ...applicationLines(application)]);
};

/** 办理进度: the applications under way, else the newest one, with what comes next. */
export const answerApplications =
  ({ backend, pageUrl }: Pick<Ports, 'backend' | 'pageUrl'>) =>
  async (asked: Asked): Promise<Reply> => {
    const binding = boundOf(asked);
    const lines = textOf(await applicationsOf(backend, binding.subject, asked.now));
    const link = `<a href="${pageUrl('/pages/applications')}">看全部进度</a>`;
    return textReply([`【${boundInWords(binding)}】`, ...lines, link].join('\n'));
  };

import {
  Amount,
  Badge,
  BindingBar,
  Card,
  dayName,
  Empty,
  Facts,
  instantName,
  Load,
  Page,
  type PageModule,
  type PageProps,
  Skeleton,
  useApi,
} from '../../page-kit/kit.tsx';
import { stepWords } from './labels.ts';
import type { ApplicationShown, Applications } from './model.ts';

/** Withdrawals and loan applications, each with its steps so far and what comes next. */
const View = ({ query }: PageProps) => {
  const binding = query.get('binding') ?? undefined;
  const answer = useApi<Applications>('/api/applications', { binding });
  return (
    <Page title="办理进度">
      <BindingBar kind="fund-account" chosen={binding} />
      <Load from={answer} waiting={<Skeleton rows={8} />}>
        {({ applications }) =>
          applications.length === 0 ? (
            <Empty text="没有查到办理的业务。提交提取或贷款申请后，在这里看进度。" />
          ) : (
            applications.map((application) => (
              <Application key={application.applicationNumber} application={application} />
            ))
          )
        }
      </Load>
    </Page>
  );
};

const StepBadge = ({ step, done }: ApplicationShown) => (
  <Badge kind={step === 'returned' ? 'warn' : done ? 'good' : 'plain'}>{stepWords[step]}</Badge>
);

const tipsOf = ({ step, late, nextStep }: ApplicationShown): string => {
  if (step === 'returned') return '补齐材料后请重新提交，不用重新排队。';
  if (step === 'paid') return '24小时没收到，多是银行卡限额或已注销，请换一张一类卡。';
  if (late) return '已超过预计日期，我们正在办；着急请打服务热线，报受理编号。';
  return nextStep === undefined ? '' : `下一步：${stepWords[nextStep]}。每走一步，微信里会通知您。`;
};

const Application = ({ application }: { application: ApplicationShown }) => (
  <Card title={application.purpose} tips={tipsOf(application)}>
    <Facts
      rows={[
        ['状态', <StepBadge key="step" {...application} />],
        ['金额', <Amount key="amount" fen={application.amountFen} />],
        ['受理编号', application.applicationNumber],
        ['申请日期', dayName(application.appliedOn)],
        ['预计办好', application.done || !application.expectedOn ? undefined : dayName(application.expectedOn)],
        ['退回原因', application.step === 'returned' ? application.reason : undefined],
        ...application.steps.map(
          ({ step, at }, position) => [`${position + 1}. ${stepWords[step]}`, instantName(at)] as const,
        ),
      ]}
    />
  </Card>
);

export const page: PageModule = { path: '/pages/applications', title: '办理进度', View };

import {
  Button,
  Buttons,
  Card,
  Facts,
  FormFault,
  instantName,
  Load,
  Page,
  type PageModule,
  type PageProps,
  Paragraphs,
  post,
  Skeleton,
  toast,
  useAct,
  useApi,
} from '../../page-kit/kit.tsx';
import type { NoticeShown } from './model.ts';

/** A notice as it was sent, with its full text, and the button by which its recipient confirms it. */
const View = ({ query }: PageProps) => {
  const notice = query.get('notice') ?? '';
  const answer = useApi<NoticeShown>('/api/readings', { notice });
  return (
    <Page title="通知">
      <Load from={answer} waiting={<Skeleton rows={6} />}>
        {(shown) => <Notice id={notice} shown={shown} onRead={answer.reload} />}
      </Load>
    </Page>
  );
};

interface NoticeProps {
  id: string;
  shown: NoticeShown;
  onRead: () => void;
}

const Notice = ({ id, shown, onRead }: NoticeProps) => (
  <>
    <Card title={shown.title} tips={`${instantName(shown.sentAt)}发出`}>
      <Facts rows={shown.lines.map(({ label, value }) => [label, value] as const)} />
    </Card>
    {shown.text && (
      <Card title="正文">
        <Paragraphs text={shown.text} />
      </Card>
    )}
    {shown.readAt === undefined ? <Confirmation id={id} shown={shown} onRead={onRead} /> : <Read at={shown.readAt} />}
  </>
);

const Read = ({ at }: { at: number }) => (
  <p class="card" role="status">
    您已在{instantName(at)}确认阅读。
  </p>
);

const Confirmation = ({ id, shown, onRead }: NoticeProps) => {
  const act = useAct();
  const confirm = () =>
    act.run(async () => {
      await post('/api/readings/confirm', { notice: id });
      toast('已确认');
      onRead();
    });
  return (
    <>
      <FormFault fault={act.fault} />
      <Buttons>
        <Button kind="primary" busy={act.busy} onClick={confirm}>
          我已阅读
        </Button>
      </Buttons>
      {shown.mustRead && <p class="weui-cells__tips">这条通知要确认。到期没有确认的，会再提醒您。</p>}
    </>
  );
};

export const page: PageModule = { path: '/pages/reading', title: '通知', View };

import {
  Badge,
  Card,
  Empty,
  Facts,
  instantName,
  Load,
  Page,
  type PageModule,
  type PageProps,
  useApi,
} from '../../page-kit/kit.tsx';
import type { EmergencyList } from './api.ts';
import type { Emergency } from './model.ts';

const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, at) => (
      <p key={at}>{line}</p>
    ))}
  </>
);

/** What came since, the newest first. */
const Updates = ({ updates }: Pick<Emergency, 'updates'>) => (
  <Card title="最新进展">
    {[...updates].reverse().map(({ id, at, headline, text }) => (
      <div key={id}>
        <Facts rows={[[instantName(at), <strong key="headline">{headline}</strong>]]} />
        {text !== undefined && <Paragraphs text={text} />}
      </div>
    ))}
  </Card>
);

const One = ({ emergency }: { emergency: Emergency }) => {
  const { headline, text, advice, place, state, at, updates } = emergency;
  return (
    <>
      <Card title={headline}>
        <p>
          <Badge kind={state === 'active' ? 'warn' : 'plain'}>{state === 'active' ? '进行中' : '已结束'}</Badge>　
          <strong>{headline}</strong>
        </p>
        <Paragraphs text={text} />
        <Facts
          rows={[
            ['影响区域', place],
            ['请您这样做', <strong key="advice">{advice}</strong>],
            ['发布时间', instantName(at)],
          ]}
        />
      </Card>
      {updates.length > 0 && <Updates updates={updates} />}
    </>
  );
};

/** The one that the card was about stands first. */
const inOrder = (emergencies: readonly Emergency[], id: string | null): Emergency[] => [
  ...emergencies.filter((emergency) => emergency.id === id),
  ...emergencies.filter((emergency) => emergency.id !== id),
];

const View = ({ query }: PageProps) => (
  <Page title="应急提示" plain>
    <Load from={useApi<EmergencyList>('/api/emergencies')}>
      {({ emergencies }) =>
        emergencies.length === 0 ? (
          <Empty text="现在没有应急提示。遇紧急情况请拨打110，火警119，急救120。" />
        ) : (
          inOrder(emergencies, query.get('id')).map((emergency) => <One key={emergency.id} emergency={emergency} />)
        )
      }
    </Load>
  </Page>
);

/** Emergencies that are going on, and the last ones that are over. */
export const page: PageModule = { path: '/pages/emergencies', title: '应急提示', View };

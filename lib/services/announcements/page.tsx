import { useEffect, useState } from 'preact/hooks';
import {
  Badge,
  Empty,
  get,
  instantName,
  Load,
  Page,
  type PageModule,
  type PageProps,
  Paragraphs,
  useApi,
} from '../../page-kit/kit.tsx';
import type { EmergencyList } from './api.ts';
import type { Emergency } from './model.ts';

/** What came since, the newest first. */
const Updates = ({ updates }: Pick<Emergency, 'updates'>) => (
  <>
    <h3>最新进展</h3>
    <ol class="timeline">
      {[...updates].reverse().map(({ id, at, headline, text }) => (
        <li key={id}>
          <time>{instantName(at)}</time>
          <strong>{headline}</strong>
          {text !== undefined && <Paragraphs text={text} />}
        </li>
      ))}
    </ol>
  </>
);

const One = ({ emergency }: { emergency: Emergency }) => {
  const { headline, text, advice, place, state, at, updates } = emergency;
  const isActive = state === 'active';
  return (
    <article class="group card emergency">
      <h2>{headline}</h2>
      <p class="emergency-about">
        <Badge kind={isActive ? 'warn' : 'plain'}>{isActive ? '进行中' : '已结束'}</Badge> {place}，{instantName(at)}
        发布
      </p>
      {isActive && (
        <p class="advice">
          请您这样做：<strong>{advice}</strong>
        </p>
      )}
      {updates.length > 0 && <Updates updates={updates} />}
      {updates.length > 0 && <h3>当时的通告</h3>}
      <Paragraphs text={text} />
    </article>
  );
};

/** The one that the card was about stands first. */
const inOrder = (emergencies: readonly Emergency[], id: string | null): Emergency[] => [
  ...emergencies.filter((emergency) => emergency.id === id),
  ...emergencies.filter((emergency) => emergency.id !== id),
];

const path = '/api/emergencies';
const freshMs = 60_000;

/** Asked again each minute while the page is seen, and when somebody comes back to it; what was shown stays where no answer comes. */
const useEmergencies = () => {
  const first = useApi<EmergencyList>(path);
  const [fresh, setFresh] = useState<EmergencyList>();
  useEffect(() => {
    const again = () => {
      if (!document.hidden) get<EmergencyList>(path).then(setFresh, () => undefined);
    };
    const timer = setInterval(again, freshMs);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, []);
  return fresh === undefined ? first : { ...first, state: 'ready' as const, data: fresh, error: undefined };
};

const View = ({ query }: PageProps) => (
  <Page title="应急提示" plain>
    <Load from={useEmergencies()}>
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

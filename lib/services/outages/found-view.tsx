import {
  Button,
  Buttons,
  Card,
  Cell,
  Cells,
  Empty,
  go,
  Load,
  locate,
  Page,
  type Position,
  post,
  useApi,
  useLoad,
} from '../../page-kit/kit.tsx';
import type { FoundOutages } from './api.ts';
import type { AreaChoice } from './areas.ts';
import { FollowArea } from './follow-area.tsx';
import { AreaMap } from './map.tsx';
import { OutageList } from './outage-view.tsx';

const none = '现在和今后14天没有安排';

const Found = ({ found: { name, outages, map }, title }: { found: FoundOutages; title: string }) => (
  <>
    <OutageList title={name === undefined ? title : `${name}`} outages={outages} none={none} />
    {map && (
      <Card title="区域图" tips="按供应区域画出，只看大致位置。">
        <AreaMap map={map} />
      </Card>
    )}
  </>
);

const Elsewhere = ({ here }: { here?: boolean }) => (
  <Cells>
    <Cell label="选别的地方" href="/pages/outages?choose=" />
    {!here && <Cell label="用我的位置" href="/pages/outages?here=1" />}
    <Cell label="我的地方" href="/pages/outages" />
  </Cells>
);

/** What touches a chosen area, or anything in it; and the way to hear of it. */
export const AreaView = ({ area }: { area: string }) => (
  <Page title="查询结果" plain>
    <Load from={useApi<FoundOutages>('/api/outages/at', { area })}>
      {(found) => (
        <>
          <Found found={found} title="" />
          {found.following && <FollowArea area={area} cuts={found.cuts} following={found.following} />}
        </>
      )}
    </Load>
    <Elsewhere />
  </Page>
);

/** The last position, for who comes back from an outage's page. Kept nowhere else. */
let known: Position | undefined;

const around = async (): Promise<FoundOutages | undefined> => {
  known ??= await locate();
  return known === undefined ? undefined : post<FoundOutages>('/api/outages/near', known);
};

const Nowhere = () => (
  <>
    <Empty text="没有拿到您的位置。请在手机设置里允许微信使用位置，再试一次；也可以选小区或街道。" />
    <Buttons>
      <Button kind="primary" href="/pages/outages?choose=">
        选小区或街道
      </Button>
    </Buttons>
  </>
);

/** What is cut off where the follower stands, and within three kilometres. */
export const HereView = () => {
  const found = useLoad('here', around);
  const again = () => {
    known = undefined;
    found.reload();
  };
  return (
    <Page title="我的附近" plain>
      <Load from={found}>
        {(data) =>
          data === undefined ? (
            <Nowhere />
          ) : (
            <Found found={{ ...data, name: `我的位置${data.name ? `：${data.name}` : ''}` }} title="我的位置" />
          )
        }
      </Load>
      <Buttons>
        <Button kind="text" onClick={again}>
          重新定位
        </Button>
      </Buttons>
      <Elsewhere here />
    </Page>
  );
};

const Choices = ({ path, children }: AreaChoice) => {
  const last = path.at(-1);
  return (
    <>
      <nav class="path-bar" aria-label="已选的地方">
        <button type="button" onClick={() => go('/pages/outages?choose=', { replace: true })}>
          全部
        </button>
        {path.map(({ id, name }) => (
          <button key={id} type="button" onClick={() => go(`/pages/outages?choose=${id}`, { replace: true })}>
            › {name}
          </button>
        ))}
      </nav>
      {last && (
        <Buttons>
          <Button kind="primary" href={`/pages/outages?area=${last.id}`}>
            查{last.name}
          </Button>
        </Buttons>
      )}
      <Cells title={last ? `${last.name}里的哪一处` : '先选大的地方'}>
        {children.length === 0 && <Cell label="没有更小的地方了" />}
        {children.map(({ id, name, inner }) => (
          <Cell key={id} label={name} href={inner ? `/pages/outages?choose=${id}` : `/pages/outages?area=${id}`} />
        ))}
      </Cells>
    </>
  );
};

/** From the largest areas down to the one to look at. */
export const ChooseView = ({ parent }: { parent: string }) => (
  <Page title="选择地方">
    <Load from={useApi<AreaChoice>('/api/outages/areas', { parent: parent === '' ? undefined : parent })}>
      {(choice) => <Choices {...choice} />}
    </Load>
  </Page>
);

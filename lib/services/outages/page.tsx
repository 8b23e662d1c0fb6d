import { Cell, Cells, Load, Page, type PageModule, type PageProps, useApi } from '../../page-kit/kit.tsx';
import type { OwnOutages, PlaceOutages } from './api.ts';
import { AreaView, ChooseView, HereView } from './found-view.tsx';
import { OutageList, OutageView } from './outage-view.tsx';

const Place = ({ place: { names, area, outages } }: { place: PlaceOutages }) => (
  <OutageList
    title={[names.join('、') || '我关注的', area].filter(Boolean).join('　')}
    outages={outages}
    none="现在和今后14天没有安排"
  />
);

const Own = ({ own: { cuts, places } }: { own: OwnOutages }) => (
  <>
    {places.length === 0 && (
      <Cells title="我的地方">
        <Cell label="还没有绑定" note={`绑定后，您家的${cuts}会自动通知您`} href="/pages/bind?then=/pages/outages" />
        <Cell label="没有户号？关注地区" note={`选小区或街道，关注后${cuts}会通知您`} href="/pages/outages?choose=" />
      </Cells>
    )}
    {places.map((place) => (
      <Place key={`${place.names.join()} ${place.area}`} place={place} />
    ))}
  </>
);

const OwnView = () => {
  const own = useApi<OwnOutages>('/api/outages');
  return (
    <Page title={own.data?.title ?? '停电查询'} lead="现在和今后14天的安排。">
      <Load from={own}>{(data) => <Own own={data} />}</Load>
      <Cells title="查别的地方">
        <Cell label="用我的位置" note="看附近3公里，离您多远" href="/pages/outages?here=1" />
        <Cell label="选小区或街道" href="/pages/outages?choose=" />
      </Cells>
      <Cells>
        <Cell label="通知设置" note="收哪些通知、关注了哪里、几点不打扰" href="/pages/notices" />
      </Cells>
    </Page>
  );
};

const View = ({ query }: PageProps) => {
  const [id, area, parent] = ['id', 'area', 'choose'].map((name) => query.get(name));
  if (id) return <OutageView key={id} id={id} />;
  if (area) return <AreaView key={area} area={area} />;
  if (parent !== null && parent !== undefined) return <ChooseView parent={parent} />;
  return query.has('here') ? <HereView /> : <OwnView />;
};

/** Outages: of the follower's own places, of a chosen area, around where they are, and one of them in full. */
export const page: PageModule = { path: '/pages/outages', title: '停电查询', View };

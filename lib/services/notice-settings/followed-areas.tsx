import { useState } from 'preact/hooks';
import { Button, Cell, Cells, Confirm, FormFault, post, toast, useAct } from '../../page-kit/kit.tsx';
import type { FollowedShown } from './model.ts';

type FollowedArea = FollowedShown['followed'][number];

/** What is told of a followed area: 停电、停水或紧急情况. */
const newsOf = ({ cuts }: FollowedShown): string => `${cuts && `${cuts}或`}紧急情况`;

const tipsOf = (areas: FollowedShown): string =>
  areas.followed.length < areas.most
    ? `这些地区有${newsOf(areas)}时通知您，没有户号也可以。最多关注${areas.most}个。`
    : `最多关注${areas.most}个地区，已经满了。要关注别的地区，请先点一个，取消关注。`;

/** The areas that the follower follows, the way out of each, and the way to another. */
export const FollowedAreas = ({ areas }: { areas: FollowedShown }) => {
  const [shown, show] = useState(areas);
  const [asked, ask] = useState<FollowedArea>();
  return (
    <>
      <Cells title="我关注的地区" tips={tipsOf(shown)}>
        {shown.followed.map((area) => (
          <Cell key={area.id} label={area.name} value="取消关注" onClick={() => ask(area)} />
        ))}
        {shown.followed.length < shown.most && (
          <Cell label="选地区来关注" note="小区、街道、区县都可以" href="/pages/outages?choose=" />
        )}
      </Cells>
      {asked && <Ending area={asked} news={newsOf(shown)} onClose={() => ask(undefined)} onDone={show} />}
    </>
  );
};

interface EndingProps {
  area: FollowedArea;
  news: string;
  onClose: () => void;
  onDone: (left: FollowedShown) => void;
}

const Ending = ({ area: { id, name }, news, onClose, onDone }: EndingProps) => {
  const act = useAct();
  const unfollow = () =>
    act.run(async () => {
      onDone(await post<FollowedShown>('/api/notice-settings/areas/unfollow', { area: id }));
      toast('已取消关注');
      onClose();
    });
  const button = (
    <Button kind="warn" busy={act.busy} onClick={unfollow}>
      不再关注
    </Button>
  );
  return (
    <Confirm title={`不再关注：${name}`} onClose={onClose} act={button}>
      这里再有{news}，不再通知您。您绑定的账户，还照常通知。
      <FormFault fault={act.fault} />
    </Confirm>
  );
};

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Buttons, Card, type Fault, FormFault, post, toast, useAct } from '../../page-kit/kit.tsx';
import type { AreaFollowing } from './following.ts';

interface FollowProps {
  /** Its id. */
  area: string;
  /** What may be cut off: 停电、停水. */
  cuts: string;
  following: AreaFollowing;
}

/** The way to hear of what is cut off in an area without having bound anything there, and the way back. */
export const FollowArea = ({ area, cuts, following }: FollowProps) => {
  const [{ followed, full, most }, setFollowing] = useState(following);
  const act = useAct();
  const change = (way: 'follow' | 'unfollow', done: string) => () =>
    act.run(async () => {
      setFollowing(await post<AreaFollowing>(`/api/outages/${way}`, { area }));
      toast(done);
    });
  if (full) {
    return (
      <Block text={`您已经关注了${most}个地区，不能再多了。请先取消一个，再回来关注。`}>
        <Button href="/pages/notices">去取消</Button>
      </Block>
    );
  }
  if (followed) {
    return (
      <Block text={`已经关注。这里${cuts}，或者有紧急情况，都会通知您。`} fault={act.fault}>
        <Button busy={act.busy} onClick={change('unfollow', '已取消关注')}>
          取消关注
        </Button>
      </Block>
    );
  }
  return (
    <Block text={`关注后，这里${cuts}会通知您。没有户号也可以，最多关注${most}个地区。`} fault={act.fault}>
      <Button busy={act.busy} onClick={change('follow', '已关注')}>
        关注这个地区
      </Button>
    </Block>
  );
};

interface BlockProps {
  text: string;
  fault?: Fault | undefined;
  children: ComponentChildren;
}

const Block = ({ text, fault, children }: BlockProps) => (
  <>
    <Card title="不用每次来查">
      <p>{text}</p>
    </Card>
    <FormFault fault={fault} />
    <Buttons>{children}</Buttons>
  </>
);

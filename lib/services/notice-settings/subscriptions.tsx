import { h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Badge, Card, Cell, Cells, openJsSdk } from '../../page-kit/kit.tsx';
import type { Subscription } from './model.ts';

/** WeChat shows at most three templates in one dialogue (微信开放标签: 服务号订阅通知按钮). */
const mostAtOnce = 3;

/** What WeChat puts into its own frame: no style sheet of ours reaches there. */
const button =
  '<button style="width:100%;min-height:44px;border:0;border-radius:8px;background:#067d42;color:#fff;font-size:17px">允许发送这些通知</button>';

/** Whether WeChat's own tag can be used here: undefined while that is being found out. */
const useTag = (): boolean | undefined => {
  const [usable, setUsable] = useState<boolean>();
  useEffect(() => {
    let current = true;
    openJsSdk().then((wx) => current && setUsable(wx !== undefined));
    return () => {
      current = false;
    };
  }, []);
  return usable;
};

const Tag = ({ subscriptions }: { subscriptions: readonly Subscription[] }) =>
  h(
    'wx-open-subscribe',
    {
      template: subscriptions
        .slice(0, mostAtOnce)
        .map(({ templateId }) => templateId)
        .join(','),
    },
    h('script', { type: 'text/wxtag-template', dangerouslySetInnerHTML: { __html: button } }),
  );

const note = ({ longTerm }: Subscription) => (longTerm ? '同意一次，以后都能收到' : '同意一次，收一次');

/** Notices that WeChat sends only to who agreed in its own dialogue, and the way to agree. */
export const Subscriptions = ({ subscriptions }: { subscriptions: readonly Subscription[] }) => {
  const usable = useTag();
  const open = subscriptions.filter(({ accepted, longTerm }) => !(accepted && longTerm));
  return (
    <>
      <Cells title="要您在微信里同意的通知">
        {subscriptions.map((subscription) => (
          <Cell
            key={subscription.templateId}
            label={subscription.title}
            note={note(subscription)}
            value={
              <Badge kind={subscription.accepted ? 'good' : 'plain'}>
                {subscription.accepted ? '已同意' : '未同意'}
              </Badge>
            }
          />
        ))}
      </Cells>
      {usable && open.length > 0 && (
        <Card tips={open.length > mostAtOnce ? '一次最多同意三种，点完可以再点。' : undefined}>
          <Tag subscriptions={open} />
        </Card>
      )}
      {usable === false && open.length > 0 && (
        <Card>在微信里打开这个页面，就能点“允许”；也可以在公众号右上角的“设置—通知管理”里打开。</Card>
      )}
    </>
  );
};

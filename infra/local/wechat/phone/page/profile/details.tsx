import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { TitleBar } from '../parts/title-bar.tsx';
import { usePhone } from '../use-phone.ts';
import { useSimulation } from '../use-simulation.ts';
import { ProfileHead } from './profile.tsx';

/** The page behind ⋯: the account's facts, and unfollowing. */
export const Details = ({ onBack }: { onBack: () => void }) => {
  const { follower, unfollow } = usePhone();
  const { account } = useSimulation().simulation;
  const [leaving, setLeaving] = useState(false);
  const facts = [
    ['原始 ID', account?.originalId],
    ['AppID', account?.appId],
    ['我的 OpenID', follower.openid],
    ['我的标签', follower.tags.join('、') || '无'],
  ];
  return (
    <section class="screen over details" aria-label="公众号资料" data-testid="details">
      <TitleBar title="" onBack={onBack} />
      <ProfileHead name={account?.name ?? ''} />
      <dl class="rows">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="row-button" onClick={onBack}>
        发消息
      </button>
      <button type="button" class="row-button danger" data-testid="unfollow" onClick={() => setLeaving(true)}>
        取消关注
      </button>
      {leaving && (
        <Dialog
          title="取消关注"
          submit="不再关注"
          danger
          testId="unfollow-dialog"
          onSubmit={unfollow}
          onClose={() => setLeaving(false)}
        >
          <p>取消关注“{account?.name}”后，将不再收到它发来的消息。</p>
        </Dialog>
      )}
    </section>
  );
};

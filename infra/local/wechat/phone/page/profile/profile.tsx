import { AccountAvatar } from '../parts/avatar.tsx';
import { TitleBar } from '../parts/title-bar.tsx';
import { useSimulation } from '../use-simulation.ts';

/** The account as WeChat shows it to somebody who does not follow it. */
export const Profile = ({ onBack, onFollow }: { onBack: () => void; onFollow: () => void }) => {
  const { account } = useSimulation().simulation;
  return (
    <div class="screen profile">
      <TitleBar title="" onBack={onBack} />
      {account && <ProfileHead name={account.name} />}
      <div class="profile-act">
        <button type="button" class="big-button" data-testid="follow-button" disabled={!account} onClick={onFollow}>
          关注公众号
        </button>
        <p>关注后即可查询、办理和接收通知</p>
      </div>
    </div>
  );
};

/** Picture, name and kind of the account. */
export const ProfileHead = ({ name }: { name: string }) => (
  <div class="profile-head">
    <AccountAvatar name={name} />
    <div>
      <h2>{name}</h2>
      <p>服务号 · 已认证</p>
    </div>
  </div>
);

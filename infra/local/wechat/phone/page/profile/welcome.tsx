import { Frame } from '../parts/frame.tsx';
import { useSimulation } from '../use-simulation.ts';
import { Profile } from './profile.tsx';

/** The first visit: the account's profile; 关注 makes the first follower. */
export const Welcome = ({ onFollowed, onBack }: { onFollowed: (openid: string) => void; onBack: () => void }) => {
  const { server, act } = useSimulation();
  const follow = () => void act(server.addFollower({}).then(onFollowed));
  return (
    <Frame label="手机">
      <Profile onBack={onBack} onFollow={follow} />
    </Frame>
  );
};

import { Phone } from './phone.tsx';
import { Welcome } from './profile/welcome.tsx';
import type { Shown } from './use-shown.ts';
import { useSimulation } from './use-simulation.ts';

/** The phones side by side; the account's profile for a first visitor while nobody follows it yet. */
export const Phones = ({ shown, onBack }: { shown: Shown; onBack: () => void }) => {
  const { simulation } = useSimulation();
  const followers = shown.openids.flatMap(
    (openid) => simulation.followers.find((each) => each.openid === openid) ?? [],
  );
  return (
    <main class="phones">
      {followers.map((follower) => (
        <Phone
          key={follower.openid}
          follower={follower}
          onBack={onBack}
          onClose={followers.length > 1 ? () => shown.toggle(follower.openid) : undefined}
        />
      ))}
      {followers.length === 0 && <Welcome onFollowed={shown.only} onBack={onBack} />}
    </main>
  );
};

import { useState } from 'preact/hooks';
import { AddPersonIcon } from '../parts/icons.tsx';
import type { Shown } from '../use-shown.ts';
import { useSimulation } from '../use-simulation.ts';
import { AddFollower } from './add-follower.tsx';
import { FollowerRow } from './follower-row.tsx';

/** A load test may make more followers than a browser can draw. */
const mostRows = 200;

/** Everybody in the simulator, like WeChat's list of chats. */
export const FollowerList = ({ shown, onPick }: { shown: Shown; onPick: () => void }) => {
  const { simulation } = useSimulation();
  const [adding, setAdding] = useState(false);
  const pick = (openid: string) => {
    shown.only(openid);
    onPick();
  };
  return (
    <aside class="column followers" aria-label="粉丝">
      <header class="column-head">
        <h2>粉丝</h2>
        <Connection isUp={simulation.connected} />
        <button
          type="button"
          class="icon-button"
          aria-label="添加粉丝"
          aria-expanded={adding}
          data-testid="add-follower"
          onClick={() => setAdding(!adding)}
        >
          <AddPersonIcon />
        </button>
      </header>
      {adding && (
        <AddFollower
          onAdded={(openid) => {
            setAdding(false);
            pick(openid);
          }}
        />
      )}
      <ul class="follower-rows">
        {simulation.followers.slice(0, mostRows).map((follower) => (
          <FollowerRow key={follower.openid} follower={follower} shown={shown} onPick={pick} />
        ))}
      </ul>
      {simulation.followers.length > mostRows && (
        <p class="empty">另有 {simulation.followers.length - mostRows} 位粉丝未列出</p>
      )}
      {simulation.followers.length === 0 && <p class="empty">还没有粉丝。在手机上点“关注公众号”，或点右上角的加号。</p>}
    </aside>
  );
};

const Connection = ({ isUp }: { isUp: boolean }) => (
  <output class={`connection ${isUp ? 'is-up' : ''}`}>{isUp ? '已连接' : '连接中'}</output>
);

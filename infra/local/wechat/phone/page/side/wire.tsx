import { useState } from 'preact/hooks';
import { useSimulation } from '../use-simulation.ts';
import { WireRow } from './wire-row.tsx';

/** The time-line, newest first, of one follower or of all. */
export const Wire = () => {
  const { simulation, tell } = useSimulation();
  const [openid, setOpenid] = useState('');
  const entries = simulation.wire.filter((entry) => !openid || entry.openid === openid).reverse();
  const nameOf = (id: string | undefined) => simulation.followers.find((each) => each.openid === id)?.nickname;
  return (
    <>
      <div class="filters">
        <select
          aria-label="只看粉丝"
          value={openid}
          data-testid="wire-filter"
          onChange={(event) => setOpenid(event.currentTarget.value)}
        >
          <option value="">全部粉丝</option>
          {simulation.followers.map((follower) => (
            <option key={follower.openid} value={follower.openid}>
              {follower.nickname}
            </option>
          ))}
        </select>
        <span>{entries.length} 条</span>
        <button type="button" class="text-button" onClick={() => tell({ kind: 'wire-cleared' })}>
          清空
        </button>
      </div>
      <ol class="wire-rows">
        {entries.map((entry) => (
          <WireRow key={entry.id} entry={entry} nickname={nameOf(entry.openid)} />
        ))}
      </ol>
      {entries.length === 0 && <p class="empty">发一条消息，这里就会出现微信与账号之间的请求和应答。</p>}
    </>
  );
};

import { useNow } from '../parts/frame.tsx';
import { fullTime } from '../times.ts';
import { useSimulation } from '../use-simulation.ts';
import { FaultForm } from './fault-form.tsx';

const minuteMs = 60_000;
const leaps = [
  { label: '1 分钟', ms: minuteMs },
  { label: '1 小时', ms: 60 * minuteMs },
  { label: '1 天', ms: 1440 * minuteMs },
  { label: '7 天', ms: 7 * 1440 * minuteMs },
  { label: '30 天', ms: 30 * 1440 * minuteMs },
];

/** The clock and the faults, which the simulator shares with the rest of the local stack. */
export const Tools = () => (
  <div class="tools">
    <Clock />
    <FaultForm />
  </div>
);

const Clock = () => {
  const { server, act, simulation } = useSimulation();
  const now = useNow();
  const ahead = Math.round(simulation.offsetMs / minuteMs);
  return (
    <section>
      <h3>时钟</h3>
      <p class="clock" data-testid="clock">
        <b>{fullTime(now)}</b>
        <span>{ahead === 0 ? '与本机一致' : `比本机快 ${ahead} 分钟`}</span>
      </p>
      <div class="chips">
        {leaps.map(({ label, ms }) => (
          <button type="button" key={label} onClick={() => void act(server.advanceClock(ms))}>
            ＋{label}
          </button>
        ))}
      </div>
    </section>
  );
};

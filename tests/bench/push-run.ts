import { type Used, usedSince } from '../../infra/costs/used.ts';
import type { NoticeCounts } from '../../infra/local/wechat/contract.ts';
import { seedAudience } from '../flow/support/audience.ts';
import { watch } from './push-processes.ts';
import type { PushStack } from './push-stack.ts';
import { progress } from './statistics.ts';

/** One notice, from its draft to the last message. */
export interface PushRun {
  people: number;
  freezeMs: number;
  /** From the confirmation until the notice was sent. */
  sendMs: number;
  /** Processor milliseconds per message. */
  cpu: { sender: number; simulator: number; table: number };
  peakMb: number;
  frozen: Used;
  sent: Used;
  counts: NoticeCounts;
}

/** People who exist at WeChat and in the table, in an area of their own. */
export const anAudience = async ({ stack, simulator }: PushStack, people: number, area: string): Promise<void> => {
  const { openids } = await simulator.post<{ openids: string[] }>('/control/audience', { count: people });
  await seedAudience(stack, openids, area);
};

const startWatch = ({ pids }: PushStack) => {
  const all = { sender: watch(pids.sender()), simulator: watch(pids.simulator), table: watch(pids.table) };
  return {
    peakMb: () => all.sender.peakMb(),
    cpuPer: (messages: number) => ({
      sender: all.sender.cpuMs() / messages,
      simulator: all.simulator.cpuMs() / messages,
      table: all.table.cpuMs() / messages,
    }),
  };
};

/** Sends a bulk notice to so many people and measures it. `during` runs beside it, and its messages are counted by `alsoSent`. */
export const runNotice = async (
  bench: PushStack,
  people: number,
  { during, alsoSent = 0 }: { during?: () => Promise<void>; alsoSent?: number } = {},
): Promise<PushRun> => {
  const { stack, push } = bench;
  const name = `${people}户停电`;
  progress(`${people} people: they are made`);
  await anAudience(bench, people, `area-${people}`);
  stack.aws.calls.clear();
  progress(`${people} people: the audience is frozen`);
  const drafted = performance.now();
  const { id } = await push.ready(`area-${people}`, 'bulk', name);
  const freezeMs = performance.now() - drafted;
  const frozen = usedSince(stack.aws.calls);

  stack.aws.calls.clear();
  const watching = startWatch(bench);
  progress(`${people} people: messages are sent`);
  const confirmed = performance.now();
  await push.notices.confirm(id, 'staff:bench');
  await Promise.all([push.reaches(id, 'sent', 3_600_000), during?.()]);
  const sendMs = performance.now() - confirmed;
  const counts = await push.counted(name);
  if (counts === undefined) throw new Error('the simulator has not seen the notice');
  const cpu = watching.cpuPer(people + alsoSent);
  return { people, freezeMs, sendMs, cpu, peakMb: watching.peakMb(), frozen, sent: usedSince(stack.aws.calls), counts };
};

import { availableParallelism } from 'node:os';
import type { Environment } from './environment.ts';
import type { Invocation, ThreadTask } from './protocol.ts';

/** The environments of one function. */
export interface Pool {
  /** Runs one event in a free environment; starts more when events have to wait. */
  run(task: ThreadTask): Promise<Invocation>;
  /** Environments that exist now. */
  size(): number;
  close(): Promise<void>;
}

/** How a pool grows and shrinks. */
export interface PoolTuning {
  /** Lambda scales to a thousand; one machine doesn't: a thread takes 15 MB at least. */
  maximum: number;
  /** How long an event waits for a busy environment before another is started: a start costs more than a short wait. */
  patienceMs: number;
  /** The same while the processors are busy: more threads would only make all of them slower. */
  patienceWhenBusyMs: number;
  /** Environments idle for so long are closed. */
  idleMs: number;
}

export const poolTuning: PoolTuning = {
  maximum: 32,
  patienceMs: 80,
  patienceWhenBusyMs: 1000,
  idleMs: 60_000,
};

/** Of functions that work for minutes: no event gains by waiting for another to end. */
export const longWorkTuning: PoolTuning = { ...poolTuning, patienceMs: 20, patienceWhenBusyMs: 20 };

const sampleMs = 200;
let usage = { at: performance.now(), cpu: process.cpuUsage(), busy: false };

/** Whether this process has lately used most of the machine's processors. */
const processorsAreBusy = (): boolean => {
  const elapsedMs = performance.now() - usage.at;
  if (elapsedMs < sampleMs) return usage.busy;
  const { user, system } = process.cpuUsage(usage.cpu);
  const share = (user + system) / 1000 / elapsedMs / availableParallelism();
  usage = { at: performance.now(), cpu: process.cpuUsage(), busy: share > 0.6 };
  return usage.busy;
};

interface Waiting {
  since: number;
  take(environment: Environment): void;
}

/** A pool over `start`, which starts one environment. */
export const createPool = (start: () => Environment, tuning: PoolTuning = poolTuning): Pool => {
  const all = new Set<Environment>();
  const idle: { environment: Environment; since: number }[] = [];
  const queue: Waiting[] = [];
  let starting = 0;
  let timer: NodeJS.Timeout | undefined;

  const offer = (environment: Environment) => {
    if (environment.gone()) all.delete(environment);
    const next = queue.shift();
    if (next === undefined) {
      if (!environment.gone()) idle.push({ environment, since: performance.now() });
    } else if (environment.gone()) {
      queue.unshift(next);
      grow();
    } else next.take(environment);
  };

  const startOne = async () => {
    starting += 1;
    const environment = start();
    all.add(environment);
    const loaded = await environment.loaded;
    starting -= 1;
    if (loaded) return offer(environment);
    // Its failure to load is the answer of one waiting event; the others try anew.
    all.delete(environment);
    queue.shift()?.take(environment);
    grow();
  };

  const mayStart = () => {
    const [head] = queue;
    const patience = processorsAreBusy() ? tuning.patienceWhenBusyMs : tuning.patienceMs;
    const impatient = head !== undefined && (all.size === 0 || performance.now() - head.since >= patience);
    return impatient && all.size < tuning.maximum && starting < Math.min(2, Math.max(1, all.size - starting));
  };

  const grow = () => {
    while (mayStart()) void startOne();
    if (queue.length === 0 || timer !== undefined || all.size >= tuning.maximum) return;
    timer = setTimeout(() => {
      timer = undefined;
      grow();
    }, tuning.patienceMs);
  };

  const acquire = (): Promise<Environment> => {
    const free = idle.pop();
    if (free !== undefined) return Promise.resolve(free.environment);
    return new Promise((resolve) => {
      queue.push({ since: performance.now(), take: resolve });
      grow();
    });
  };

  const shrink = () => {
    while (idle[0] !== undefined && performance.now() - idle[0].since > tuning.idleMs) {
      const environment = idle.shift()?.environment;
      if (environment === undefined) continue;
      all.delete(environment);
      void environment.close();
    }
  };
  const shrinking = setInterval(shrink, tuning.idleMs / 4).unref();

  return {
    size: () => all.size,
    run: async (task) => {
      const environment = await acquire();
      const invocation = await environment.run(task);
      offer(environment);
      return invocation;
    },
    close: async () => {
      clearInterval(shrinking);
      clearTimeout(timer);
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
};

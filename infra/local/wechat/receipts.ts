type Task = () => Promise<unknown>;

/** Things that WeChat does later by itself: receipts of notices, results of mass messages. */
export interface Receipts {
  /** Runs the task after `delayMs`, at most 64 of them at once. */
  later(delayMs: number, task: Task): void;
  /** Forgets what has not begun. */
  close(): void;
}

const atOnce = 64;

/** An empty schedule. A task that fails is forgotten: the wire log has its failure. */
export const createReceipts = (): Receipts => {
  const timers = new Set<NodeJS.Timeout>();
  const due: Task[] = [];
  let running = 0;
  const pump = (): void => {
    while (running < atOnce) {
      const task = due.shift();
      if (!task) return;
      running += 1;
      task()
        .catch(() => undefined)
        .finally(() => {
          running -= 1;
          pump();
        });
    }
  };
  return {
    later: (delayMs, task) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        due.push(task);
        pump();
      }, delayMs);
      timers.add(timer);
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      due.length = 0;
    },
  };
};

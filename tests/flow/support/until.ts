import { setTimeout as sleep } from 'node:timers/promises';

/** Looks every 50 ms until `look` gives something; throws after `timeoutMs` that `what` did not happen. */
export const until = async <Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
  timeoutMs = 45_000,
): Promise<Value> => {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await sleep(50);
  }
};

/** How fast messages may go, and how many at once. */
export interface Pace {
  /** Resolves when it is the caller's turn; turns come in the order in which they were asked for. Each is followed by `end`. */
  turn(): Promise<void>;
  /** The turn is over: `taken` by WeChat, `too-fast` (45011), or neither. */
  end(how: 'taken' | 'too-fast' | 'other'): void;
  /** From now on everybody has their turn at once: there is nothing more to send. */
  open(): void;
}

/** Limits of one sender. */
export interface PaceDeps {
  /** Messages per second. */
  perSecond: number;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Messages at once: to begin with, and at most. */
  first?: number;
  most?: number;
}

/** Part of a second's messages that may go in one go, after a moment without any. */
const burst = 0.05;
/** A wait shorter than this is not worth a timer. */
const leastWaitMs = 5;
/** Refusals of messages that were under way together count once. */
const oneRefusalMs = 500;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** Messages until the rate is back where it was before a refusal. */
const recovery = 1_000;

/**
 * A bucket that fills at the rate, and a number of turns at once that grows while WeChat takes messages. A refusal for too many of them halves both
 * and pauses, a second first, longer each time.
 */
export const createPace = ({ perSecond, now, sleep, first = 16, most = 100 }: PaceDeps): Pace => {
  const waiting: (() => void)[] = [];
  let atOnce = Math.min(first, most);
  let rate = perSecond;
  let running = 0;
  let tokens = 1;
  let filledAt = now();
  let refusedAt = Number.NEGATIVE_INFINITY;
  let pauseMs = firstPauseMs;
  let pausedUntil = 0;
  let isTimed = false;
  let grows = 0.25;
  let isOpen = false;

  const wakeAfter = (ms: number): void => {
    if (isTimed) return;
    isTimed = true;
    void sleep(Math.max(ms, leastWaitMs)).then(() => {
      isTimed = false;
      pump();
    });
  };

  const fill = (): void => {
    const at = now();
    tokens = Math.min(Math.max(1, rate * burst), tokens + ((at - filledAt) * rate) / 1000);
    filledAt = at;
  };

  const pump = (): void => {
    if (waiting.length === 0) return;
    if (isOpen) {
      for (const start of waiting.splice(0)) start();
      return;
    }
    fill();
    while (waiting.length > 0 && running < Math.floor(atOnce)) {
      const waitMs = Math.max(pausedUntil - now(), tokens < 1 ? ((1 - tokens) * 1000) / rate : 0);
      if (waitMs > 0) {
        wakeAfter(waitMs);
        return;
      }
      tokens -= 1;
      running += 1;
      waiting.shift()?.();
    }
  };

  const speedUp = (): void => {
    atOnce = Math.min(most, atOnce + grows);
    rate = Math.min(perSecond, rate + perSecond / recovery);
    pauseMs = firstPauseMs;
  };

  const slowDown = (): void => {
    if (now() - refusedAt < oneRefusalMs) return;
    refusedAt = now();
    atOnce = Math.max(1, Math.floor(atOnce / 2));
    rate = Math.max(1, rate / 2);
    // From here on it feels its way.
    grows = 0.02;
    pausedUntil = now() + pauseMs;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  return {
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        pump();
      }),
    end: (how) => {
      running -= 1;
      if (how === 'taken') speedUp();
      if (how === 'too-fast') slowDown();
      pump();
    },
    open: () => {
      isOpen = true;
      pump();
    },
  };
};

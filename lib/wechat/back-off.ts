/** What waiting needs: a pause in milliseconds and a random number in [0, 1). */
export interface Pausing {
  sleep: (ms: number) => Promise<void>;
  random: () => number;
}

/** When to try again. */
export interface BackOff extends Pausing {
  /** All tries together. */
  tries: number;
  /** Pause before the second try; doubles each time, and varies by up to half so that callers spread. */
  firstPauseMs: number;
  again: (error: unknown) => boolean;
}

const pauseMs = (round: number, { firstPauseMs, random }: BackOff): number =>
  Math.round(firstPauseMs * 2 ** round * (0.75 + random() / 2));

/** Does `attempt` until it succeeds, `again` says no, or the tries are used up; then throws its last error. */
export const withBackOff = async <T>(attempt: () => Promise<T>, backOff: BackOff): Promise<T> => {
  for (let round = 0; ; round += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (round + 1 >= backOff.tries || !backOff.again(error)) throw error;
    }
    await backOff.sleep(pauseMs(round, backOff));
  }
};

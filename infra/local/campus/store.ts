import { randomBytes } from 'node:crypto';

/** Things that are given out under a random name, to be taken once before they expire. */
export interface OnceStore<Value> {
  give(value: Value, prefix?: string): string;
  take(name: string): Value | undefined;
}

/** A store whose things last `keptMs`. */
export const createOnceStore = <Value>(now: () => number, keptMs: number): OnceStore<Value> => {
  const kept = new Map<string, { value: Value; until: number }>();
  return {
    give: (value, prefix = '') => {
      const name = `${prefix}${randomBytes(16).toString('hex')}`;
      kept.set(name, { value, until: now() + keptMs });
      return name;
    },
    take: (name) => {
      const found = kept.get(name);
      kept.delete(name);
      return found !== undefined && found.until > now() ? found.value : undefined;
    },
  };
};

/** A clock that stands still until it is moved; as a function it tells the time. */
export interface FakeClock {
  (): number;
  advance(ms: number): void;
  set(at: number): void;
}

/** Saturday 2026-05-16, 10:00 in Beijing. */
export const aSaturdayMorning = Date.parse('2026-05-16T10:00:00+08:00');

/** A clock that shows `start`. */
export const aClock = (start = aSaturdayMorning): FakeClock => {
  let present = start;
  return Object.assign(() => present, {
    advance: (ms: number) => {
      present += ms;
    },
    set: (at: number) => {
      present = at;
    },
  });
};

import { openClock } from './clock.ts';

/**
 * Makes this thread's `Date` follow the clock in `file`: `Date.now()`, `new Date()` and `Date()`.
 * Timers and `performance.now()` keep the machine's pace.
 */
export const patchClock = (file: string): void => {
  const { now } = openClock(file);
  const MachineDate = Date;
  const handler: ProxyHandler<DateConstructor> = {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new MachineDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  };
  globalThis.Date = new Proxy(MachineDate, handler);
};

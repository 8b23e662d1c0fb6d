import { describe, expect, it } from 'vitest';
import { sleep } from '../../../../lib/platform/runtime.ts';

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('a wait', () => {
  it('keeps the event loop alive, without which Lambda ends the invocation', async () => {
    const before = timers();
    const waiting = sleep(20);
    expect(timers()).toBe(before + 1);
    await waiting;
  });
});

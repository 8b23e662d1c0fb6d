import { describe, expect, it } from 'vitest';
import { createRate } from '../../../../../lib/doors/open/rate.ts';
import { aSaturdayMorning } from '../../../../support/clock.ts';
import { itemsOf, useTable } from '../../../../support/table.ts';

const table = useTable();

/** How many of so many requests two instances let in within one minute. */
const letIn = async (id: string, perMinute: number, requests: number): Promise<number> => {
  const instances = [createRate(table), createRate(table)];
  let count = 0;
  for (let times = 0; times < requests; times += 1) {
    if (await instances[times % 2]?.take({ id, perMinute }, aSaturdayMorning)) count += 1;
  }
  return count;
};

describe('the limit of a caller', () => {
  it.each([1, 2, 7, 50, 400])('of %i a minute is never passed by all instances together', async (perMinute) => {
    const count = await letIn(`caller-${perMinute}`, perMinute, perMinute * 2 + 10);
    expect(count).toBeLessThanOrEqual(perMinute);
    expect(count).toBeGreaterThanOrEqual(Math.ceil(perMinute / 2));
  });

  it('costs a few writes and not one per request', async () => {
    let writes = 0;
    const send = (...given: Parameters<typeof table.client.send>) => {
      writes += 1;
      return table.client.send(...given);
    };
    const counting = { name: table.name, client: { send } } as unknown as typeof table;
    const rate = createRate(counting);
    for (let times = 0; times < 1000; times += 1) {
      expect(await rate.take({ id: 'busy', perMinute: 6000 }, aSaturdayMorning)).toBe(true);
    }
    expect(writes).toBeLessThan(12);
    expect(await itemsOf(table, 'request#busy')).toHaveLength(1);
  });
});

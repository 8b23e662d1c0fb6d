import { describe, expect, it } from 'vitest';
import { createReadings } from '../../../../lib/notices/readings.ts';
import type { Delivery } from '../../../../lib/notices/segment.ts';
import { readingPartition } from '../../../../lib/platform/keys.ts';
import { itemsOf, useTable } from '../../../support/table.ts';

const table = useTable();
const readings = createReadings(table);
const aDelivery = (openid: string, code: Delivery['code'] = 'd'): Delivery => ({ openid, code, sms: ' ' });
const unreadOf = async (noticeId: string, deliveries: Delivery[]): Promise<string[]> => {
  const openids: string[] = [];
  for await (const { openid } of readings.unread(noticeId, deliveries)) openids.push(openid);
  return openids;
};

describe('readings', () => {
  it('keep the first time, however often somebody confirms', async () => {
    expect(await readings.read('n1', 'oA', 1000)).toBe(1000);
    expect(await readings.read('n1', 'oA', 2000)).toBe(1000);
    expect(await readings.readAt('n1', 'oA')).toBe(1000);
    expect(await readings.count('n1')).toBe(1);
  });

  it('are of one notice and one person', async () => {
    await readings.read('n2', 'oA', 1000);
    expect(await readings.readAt('n2', 'oB')).toBeUndefined();
    expect(await readings.readAt('n3', 'oA')).toBeUndefined();
    expect(await readings.among('n2', ['oA', 'oB'])).toEqual(new Set(['oA']));
  });

  it('hold no openid', async () => {
    await readings.read('n4', 'oSomebody', 1000);
    expect(JSON.stringify(await itemsOf(table, readingPartition('n4')))).not.toContain('oSomebody');
  });

  it('tell who of any number of recipients has not read, without those who left or want none', async () => {
    const openids = Array.from({ length: 250 }, (_, place) => `o${String(place).padStart(4, '0')}`);
    const readers = openids.filter((_, place) => place % 5 === 0);
    await Promise.all(readers.map((openid) => readings.read('n5', openid, 1000)));
    const deliveries = openids.map((openid, place) =>
      aDelivery(openid, place % 5 === 1 ? 'n' : place % 5 === 2 ? 'o' : 'd'),
    );
    const expected = openids.filter((_, place) => place % 5 > 2);
    expect(await unreadOf('n5', deliveries)).toEqual(expected);
    expect(await unreadOf('n5', [])).toEqual([]);
  });
});

import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createNoticePreferences, defaultPreferences } from '../../../../lib/followers/notice-preferences.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const preferences = createNoticePreferences(table);
const someChoices = { off: ['bills'], quiet: { from: '21:00', to: '07:30' }, sms: true };

/** The same table, which answers half of each batch of reads and puts off the rest. */
const busyTable = (): Table => {
  const send = (async (command: BatchGetCommand) => {
    const wanted = command.input.RequestItems?.[table.name]?.Keys ?? [];
    if (!(command instanceof BatchGetCommand) || wanted.length < 2) return table.client.send(command);
    const half = Math.floor(wanted.length / 2);
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: wanted.slice(0, half) } } }),
    );
    return { ...answer, UnprocessedKeys: { [table.name]: { Keys: wanted.slice(half) } } };
  }) as Table['client']['send'];
  return { client: Object.assign(Object.create(table.client), { send }) as Table['client'], name: table.name };
};

describe('what followers want of notices', () => {
  it('is everything, and no text messages, until they choose', async () => {
    await followers.follow('oNew', now, undefined);
    expect(await preferences.of('oNew')).toEqual(defaultPreferences);
  });

  it('is what they chose last', async () => {
    await followers.follow('oChooser', now, undefined);
    expect(await preferences.set('oChooser', { off: ['bills', 'outages'], sms: false })).toBe(true);
    expect(await preferences.set('oChooser', { ...someChoices, off: ['bills', 'bills'] })).toBe(true);
    expect(await preferences.of('oChooser')).toEqual(someChoices);
  });

  it('is not kept of who is not here', async () => {
    expect(await preferences.set('oNobody', someChoices)).toBe(false);
    await followers.follow('oErased', now, undefined);
    await preferences.set('oErased', someChoices);
    await createErasure(table).erase('oErased', now + 1000);
    expect(await preferences.set('oErased', someChoices)).toBe(false);
    expect(await preferences.of('oErased')).toEqual(defaultPreferences);
  });

  it('is read for many at once, with who still follows and what they have proved', async () => {
    await followers.follow('oStays', now, undefined);
    await followers.raiseTier('oStays', 'registered');
    await preferences.set('oStays', someChoices);
    await followers.follow('oGone', now, undefined);
    await followers.unfollow('oGone', now + 1000, now + 86_400_000);
    const many = await preferences.ofMany(['oStays', 'oGone', 'oNever', 'oStays']);
    expect([...many]).toEqual([
      ['oStays', { following: true, tier: 'registered', preferences: someChoices }],
      ['oGone', { following: false, tier: 'visitor', preferences: defaultPreferences }],
      ['oNever', { following: false, tier: 'visitor', preferences: defaultPreferences }],
    ]);
  });

  it('misses nobody of 96 where the table answers in part', async () => {
    const openids = Array.from({ length: 96 }, (_, at) => `oBusy${at}`);
    for (const openid of openids) await followers.follow(openid, now, undefined);
    const many = await createNoticePreferences(busyTable()).ofMany(openids);
    expect([...many.values()].filter(({ following }) => following)).toHaveLength(96);
  });
});

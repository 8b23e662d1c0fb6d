import { describe, expect, it } from 'vitest';
import { NewOutage, OutageChange, phaseOf } from '../../../../../lib/services/outages/model.ts';
import { anAnnouncement } from './outage-world.ts';

const faultsOf = (schema: typeof NewOutage | typeof OutageChange, input: unknown): string[] => {
  const result = schema.safeParse(input);
  return result.success
    ? []
    : result.error.issues.map(
        ({ code, path, message }) => `${path.join('.')}: ${code === 'unrecognized_keys' ? code : message}`,
      );
};

const manyAreas = Array.from({ length: 201 }, (_, at) => `a-${at}`);

describe('an announced outage', () => {
  it('is of power unless it says otherwise', () => {
    const { supply, ...rest } = anAnnouncement();
    expect(NewOutage.parse(rest)).toEqual({ ...rest, supply });
  });

  it.each([
    ['areas', { areas: [] }, 'areas: must name at least one area'],
    ['areas', { areas: undefined }, 'areas: must be a list of area ids'],
    ['areas', { areas: ['a', 'a'] }, 'areas: must not name an area twice'],
    ['areas', { areas: ['../x'] }, 'areas.0: must be the id of an area'],
    ['areas', { areas: manyAreas }, 'areas: must name at most 200 areas'],
    ['kind', { kind: 'other' }, 'kind: must be planned, temporary or fault'],
    ['supply', { supply: 'internet' }, 'supply: must be power, water, gas or heat'],
    ['reason', { reason: '' }, 'reason: must not be empty'],
    ['reason', { reason: 'a\nb' }, 'reason: must not hold control characters'],
    ['from', { from: '2026-12-01T08:00:00' }, 'from: must be an instant with its offset'],
    ['to', { to: '明天' }, 'to: must be an instant with its offset'],
    ['confirmation', { confirmation: 'never' }, 'confirmation: must be automatic or by-staff'],
    ['a member that is none', { area: 'binjiang' }, ': unrecognized_keys'],
  ])('is refused for its %s (%#)', (_field, changes, message) => {
    expect(faultsOf(NewOutage, { ...anAnnouncement(), ...changes }).join('\n')).toContain(message);
  });
});

describe('a change', () => {
  it.each([
    [{}, 'must change something'],
    [{ confirmation: 'by-staff' }, 'must change something'],
    [{ to: '2026-12-01T18:00:00+08:00', delayTo: '2026-12-01T18:00:00+08:00' }, 'delayTo: must not stand beside to'],
    [{ cancel: true, restoredAt: '2026-12-01T18:00:00+08:00' }, 'cancel: must not stand beside restoredAt'],
    [{ cancel: false }, 'cancel: must be true'],
    [{ areas: ['nanhu'] }, ': unrecognized_keys'],
  ])('%j is refused', (change, message) => {
    expect(faultsOf(OutageChange, change).join('\n')).toContain(message);
  });
});

describe('where an outage stands', () => {
  it('follows from what was decided and from the time', () => {
    const outage = { state: 'announced', from: 100, to: 200 } as const;
    expect([99, 100, 199, 200].map((now) => phaseOf(outage, now))).toEqual([
      'scheduled',
      'ongoing',
      'ongoing',
      'overdue',
    ]);
    expect(phaseOf({ ...outage, state: 'delayed' }, 150)).toBe('delayed');
    expect(phaseOf({ ...outage, state: 'restored' }, 250)).toBe('restored');
    expect(phaseOf({ ...outage, state: 'cancelled' }, 50)).toBe('cancelled');
  });
});

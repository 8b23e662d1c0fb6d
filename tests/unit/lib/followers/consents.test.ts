import { describe, expect, it } from 'vitest';
import { type Consent, createConsents } from '../../../../lib/followers/consents.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';

const { record, of } = createConsents(useTable());
let count = 0;
const aConsent = (changes: Partial<Consent> = {}): Consent => ({
  openid: `oFollower${count++}`,
  purpose: 'template:tmpl-1',
  given: true,
  at: now,
  channel: 'popup',
  ...changes,
});

describe('a consent', () => {
  it('is read as it was recorded', async () => {
    const consent = aConsent();
    await record(consent);
    expect(await of(consent.openid)).toEqual([consent]);
  });

  it('is replaced by what is said later', async () => {
    const first = aConsent();
    const second = { ...first, given: false, at: now + 1000, channel: 'settings' };
    await record(first);
    await record(second);
    expect(await of(first.openid)).toEqual([second]);
  });

  it('is not replaced by what was said before and arrives late, or twice', async () => {
    const refused = aConsent({ given: false });
    await record(refused);
    await record({ ...refused, given: true, at: now - 1000 });
    await record({ ...refused, given: true });
    expect(await of(refused.openid)).toEqual([refused]);
  });

  it('is the latest of fifty that arrive at once', async () => {
    const consent = aConsent();
    const said = Array.from({ length: 50 }, (_, position) => ({
      ...consent,
      at: now + position,
      given: position % 2 === 0,
    }));
    await Promise.all(said.map(record));
    expect(await of(consent.openid)).toEqual([said[49]]);
  });

  it('of one purpose stands beside that of another, and of another follower', async () => {
    const one = aConsent();
    const other = { ...one, purpose: 'template:tmpl-2', given: false };
    for (const consent of [one, other, aConsent()]) await record(consent);
    expect(await of(one.openid)).toEqual([one, other]);
  });
});

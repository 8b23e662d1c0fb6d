import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../../lib/followers/binding.ts';
import type { Tier } from '../../../../lib/followers/follower.ts';
import { createGuard } from '../../../../lib/guard/guard.ts';
import { nextStep } from '../../../../lib/guard/next-step.ts';
import type { Need } from '../../../../lib/guard/service.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { aFollower, anOpenid } from '../../../support/followers.ts';
import { anOrganisation } from '../../../support/organisations.ts';

const organisation = await anOrganisation();
const aBinding = (id: string): Binding => ({
  id,
  kind: 'electricity',
  subject: '6200000001',
  shown: '62****0001',
  label: '家',
  role: 'owner',
  isDefault: id === 'b-1',
  boundAt: now,
  consentVersion: '1',
});

const aSetting = ({ bound = [] as Binding[], room = true } = {}) => {
  const calls: unknown[][] = [];
  const guard = createGuard({
    organisation,
    bindings: {
      list: async (openid, kind) => {
        calls.push(['list', openid, kind]);
        return bound;
      },
    },
    uses: {
      count: async (...use) => {
        calls.push(['count', ...use]);
        return room;
      },
      record: async (...use) => void calls.push(['record', ...use]),
    },
  });
  const admit = (need: Need, tier: Tier = 'visitor', bindingId?: string) =>
    guard.admit(need, {
      follower: aFollower({ tier }),
      service: 'bills',
      now,
      requestId: 'r-1',
      ...(bindingId === undefined ? {} : { bindingId }),
    });
  return { admit, calls };
};

describe('the guard', () => {
  it.each<[Tier, Tier, boolean]>([
    ['visitor', 'visitor', true],
    ['registered', 'visitor', true],
    ['verified', 'registered', true],
    ['verified', 'verified', true],
    ['visitor', 'registered', false],
    ['visitor', 'verified', false],
    ['registered', 'verified', false],
  ])('lets a %s follower into a service for %s ones: %s', async (tier, needs, isAdmitted) => {
    expect(await aSetting().admit({ tier: needs }, tier)).toEqual(
      isAdmitted ? { kind: 'admitted' } : { kind: 'below', needs },
    );
  });

  it('counts what is limited, and nothing else', async () => {
    const { admit, calls } = aSetting();
    await admit({ tier: 'visitor' });
    await admit({ tier: 'visitor', dailyLimit: 'none' });
    await admit({ tier: 'visitor', dailyLimit: 5 });
    await admit({ tier: 'visitor', dailyLimit: 'personal' });
    expect(calls).toEqual([5, 3].map((limit) => ['count', anOpenid, 'bills', limit, now]));
  });

  it('turns away who has used up the day, until midnight in Beijing, and leaves no trace on the trail', async () => {
    const { admit, calls } = aSetting({ room: false });
    const resetsAt = Date.parse('2026-05-17T00:00:00+08:00');
    expect(await admit({ tier: 'visitor', dailyLimit: 3, audited: true })).toEqual({
      kind: 'used-up',
      limit: 3,
      resetsAt,
    });
    expect(calls.map(([what]) => what)).toEqual(['count']);
  });

  it('writes an audited use down before it admits', async () => {
    const { admit, calls } = aSetting();
    await admit({ tier: 'visitor', audited: true });
    expect(calls).toEqual([['record', anOpenid, { service: 'bills', at: now, requestId: 'r-1' }]]);
  });

  it('counts nothing for who is below the tier', async () => {
    const { admit, calls } = aSetting();
    await admit({ tier: 'verified', dailyLimit: 3, audited: true });
    expect(calls).toEqual([]);
  });

  it('hands over the default binding, or the one that was asked for', async () => {
    const { admit } = aSetting({ bound: [aBinding('b-1'), aBinding('b-2')] });
    const need: Need = { tier: 'visitor', binding: 'electricity' };
    expect(await admit(need)).toMatchObject({ kind: 'admitted', binding: { id: 'b-1' } });
    expect(await admit(need, 'visitor', 'b-2')).toMatchObject({ kind: 'admitted', binding: { id: 'b-2' } });
  });

  it('turns away who has bound nothing, or asks for what is not theirs', async () => {
    const need: Need = { tier: 'visitor', binding: 'electricity', dailyLimit: 3 };
    const unbound = { kind: 'unbound', binding: 'electricity' };
    expect(await aSetting().admit(need)).toEqual(unbound);
    const { admit, calls } = aSetting({ bound: [aBinding('b-1')] });
    expect(await admit(need, 'visitor', 'b-of-someone-else')).toEqual(unbound);
    expect(calls.map(([what]) => what)).toEqual(['list']);
  });
});

describe('the next step', () => {
  const then = '/pages/bills?month=2026-08';
  it('is the page on which the missing thing is got, and leads back', () => {
    expect(nextStep({ kind: 'unbound', binding: 'electricity' }, then)).toEqual({
      path: '/pages/bind',
      query: { kind: 'electricity', then },
    });
    expect(nextStep({ kind: 'below', needs: 'registered' }, then)).toEqual({
      path: '/pages/register',
      query: { then },
    });
    expect(nextStep({ kind: 'below', needs: 'verified' }, then)).toEqual({ path: '/pages/verify', query: { then } });
  });

  it('is none where only waiting helps', () => {
    expect(nextStep({ kind: 'used-up', limit: 3, resetsAt: now }, then)).toBeUndefined();
    expect(nextStep({ kind: 'admitted' }, then)).toBeUndefined();
  });
});

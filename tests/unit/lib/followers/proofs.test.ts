import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createProofs } from '../../../../lib/followers/proofs.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';
import { aCipher } from '../services/support/proof-world.ts';

const table = useTable();
const followers = createFollowers(table);
const proofs = createProofs(table, async () => aCipher, followers);
const idNumber = '110101199003074477';
const byPhone = { what: 'phone', tier: 'registered', method: 'sms-code', at: now, phone: '13800001111' } as const;
const byName = { what: 'name', tier: 'verified', method: 'id-card-verification', at: now, idNumber } as const;
let people = 0;

const aPerson = async () => {
  const openid = `oProof${people++}`;
  await followers.follow(openid, now, undefined);
  return openid;
};
const tierOf = async (openid: string) => (await followers.get(openid)).tier;

describe('a proof', () => {
  it('raises the tier, and a lesser one does not lower it', async () => {
    const openid = await aPerson();
    expect(await proofs.record(openid, byName)).toBe(true);
    expect(await proofs.record(openid, byPhone)).toBe(true);
    expect(await tierOf(openid)).toBe('verified');
  });

  it('keeps neither phone nor ID number in the open', async () => {
    const openid = await aPerson();
    await proofs.record(openid, byPhone);
    await proofs.record(openid, byName);
    const stored = JSON.stringify(await itemsOfFollower(table, openid));
    expect(stored).not.toContain(byPhone.phone);
    expect(stored).not.toContain(idNumber);
    expect(await proofs.phoneOf(openid)).toBe(byPhone.phone);
    expect(JSON.stringify(await proofs.list(openid))).not.toContain('sealed');
  });

  it('that is taken back leaves the tier of the others', async () => {
    const openid = await aPerson();
    await proofs.record(openid, byPhone);
    await proofs.record(openid, byName);
    await proofs.withdraw(openid, 'name');
    expect(await tierOf(openid)).toBe('registered');
    await proofs.withdraw(openid, 'phone');
    expect(await tierOf(openid)).toBe('visitor');
    expect(await proofs.phoneOf(openid)).toBeUndefined();
  });

  it('is not kept of who never followed, has gone, or was erased', async () => {
    const [gone, erased] = [await aPerson(), await aPerson()];
    await proofs.record(gone, byPhone);
    await followers.unfollow(gone, now + 1000, now + 86_400_000);
    await createErasure(table).erase(erased, now + 1000);
    for (const openid of ['oNever', gone, erased]) expect(await proofs.record(openid, byPhone)).toBe(false);
    expect(await itemsOfFollower(table, 'oNever')).toEqual([]);
    expect(await itemsOfFollower(table, erased)).toHaveLength(1);
  });
});

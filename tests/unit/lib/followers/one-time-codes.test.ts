import { describe, expect, it } from 'vitest';
import { codeKeptMs, createOneTimeCodes, type Redeemed } from '../../../../lib/followers/one-time-codes.ts';
import { aClock } from '../../../support/clock.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';
import { aCipher } from '../services/support/proof-world.ts';

const table = useTable();
const codes = createOneTimeCodes(table, async () => aCipher);
const now = aClock()();
const spent = { kind: 'spent' };
let people = 0;

const issued = async () => {
  const openid = `oCode${people++}`;
  const { challenge, code } = await codes.issue(openid, { purpose: 'phone', payload: { phone: '13800001111' } }, now);
  const wrong = code === '000000' ? '000001' : '000000';
  const redeem = (given: string, at = now, who = openid): Promise<Redeemed> =>
    codes.redeem(who, { purpose: 'phone', challenge, code: given }, at);
  return { openid, challenge, code, wrong, redeem };
};

describe('a one-time code', () => {
  it('has six digits, and is stored neither as such nor beside what it is for', async () => {
    const { openid, code } = await issued();
    expect(code).toMatch(/^\d{6}$/);
    const stored = JSON.stringify(await itemsOfFollower(table, openid));
    expect(stored).not.toContain(code);
    expect(stored).not.toContain('13800001111');
  });

  it('gives what waited for it, once', async () => {
    const { code, redeem } = await issued();
    expect(await redeem(code)).toEqual({ kind: 'right', payload: { phone: '13800001111' } });
    expect(await redeem(code)).toEqual(spent);
  });

  it('is used once by ten at the same time', async () => {
    const { code, redeem } = await issued();
    const results = await Promise.all(Array.from({ length: 10 }, () => redeem(code)));
    expect(results.filter(({ kind }) => kind === 'right')).toHaveLength(1);
  });

  it('bears five tries, the right one at the fifth included', async () => {
    const { code, wrong, redeem } = await issued();
    for (const triesLeft of [4, 3, 2, 1]) expect(await redeem(wrong)).toEqual({ kind: 'wrong', triesLeft });
    expect(await redeem(code)).toMatchObject({ kind: 'right' });
  });

  it('is spent after five wrong tries, however many come at once', async () => {
    const { code, wrong, redeem } = await issued();
    const results = await Promise.all(Array.from({ length: 20 }, () => redeem(wrong)));
    expect(results.filter(({ kind }) => kind === 'wrong')).toHaveLength(4);
    expect(await redeem(code)).toEqual(spent);
  });

  it('lasts five minutes', async () => {
    const early = await issued();
    expect(await early.redeem(early.code, now + codeKeptMs - 1)).toMatchObject({ kind: 'right' });
    const late = await issued();
    expect(await late.redeem(late.code, now + codeKeptMs)).toEqual(spent);
  });

  it('works for its own follower and purpose alone', async () => {
    const { openid, challenge, code, redeem } = await issued();
    expect(await redeem(code, now, 'oSomebodyElse')).toEqual(spent);
    expect(await codes.redeem(openid, { purpose: 'erasure', challenge, code }, now)).toEqual(spent);
    expect(await codes.redeem(openid, { purpose: 'phone', challenge: 'x'.repeat(22), code }, now)).toEqual(spent);
    expect(await redeem(code)).toMatchObject({ kind: 'right' });
  });
});

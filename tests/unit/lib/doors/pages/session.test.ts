import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSignedCookies } from '../../../../../lib/doors/pages/session.ts';
import { createFieldCipher } from '../../../../../lib/platform/field-cipher.ts';
import { aClock } from '../../../../support/clock.ts';

const aRing = () => `k1:${randomBytes(32).toString('base64')}`;

describe('a signed cookie', () => {
  const cipher = createFieldCipher(aRing());
  const clock = aClock();
  const cookies = createSignedCookies(async () => cipher, clock);
  const aCookie = (use = 'session') => cookies.seal(use, { openid: 'oA' }, clock() + 1000);

  it('gives back what was sealed', async () => {
    expect(await cookies.open('session', await aCookie())).toEqual({ openid: 'oA' });
  });

  it('opens for its own use only', async () => {
    expect(await cookies.open('session', await aCookie('sign-in'))).toBeUndefined();
  });

  it('does not open when any character is changed', async () => {
    const cookie = await aCookie();
    for (let at = 0; at < cookie.length; at += 1) {
      const changed = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
      expect(await cookies.open('session', changed), String(at)).toBeUndefined();
    }
  });

  it.each([undefined, '', '.', 'a.b', 'a.b.c', '{}'])('is not %j', async (cookie) => {
    expect(await cookies.open('session', cookie)).toBeUndefined();
  });

  it('does not open after its time', async () => {
    const cookie = await aCookie();
    clock.advance(1001);
    expect(await cookies.open('session', cookie)).toBeUndefined();
  });

  it('of another server does not open', async () => {
    const other = createSignedCookies(async () => createFieldCipher(aRing()), clock);
    expect(
      await cookies.open('session', await other.seal('session', { openid: 'oA' }, clock() + 1000)),
    ).toBeUndefined();
  });
});

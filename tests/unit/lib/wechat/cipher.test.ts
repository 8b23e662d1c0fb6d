import { createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCipher } from '../../../../lib/wechat/cipher.ts';
import { sign } from '../../../../lib/wechat/signature.ts';

const key = 'A'.repeat(43);
const appId = 'wxba5fad812f8e6fb9';
const cipher = createCipher(key, appId);
const refusal = expect.objectContaining({ code: 'bad_ciphertext', kind: 'reject' });

const published = {
  delivery:
    '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
  reply: 'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
};

const refusedOr = (encrypted: string): string | undefined => {
  try {
    return cipher.decrypt(encrypted);
  } catch (error) {
    expect(error).toEqual(refusal);
    return undefined;
  }
};

describe('the cipher', () => {
  it("opens WeChat's published delivery and its signature fits", () => {
    expect(JSON.parse(cipher.decrypt(published.delivery))).toMatchObject({
      Event: 'debug_demo',
      CreateTime: 1714112445,
    });
    expect(sign('AAAAA', '1714112445', '415670741', published.delivery)).toBe(
      '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
    );
  });

  it("makes WeChat's published reply from the same random bytes", () => {
    expect(cipher.encrypt('{"demo_resp":"good luck"}', Buffer.from('707722b803182950'))).toBe(published.reply);
  });

  it('gives back every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(cipher.decrypt(cipher.encrypt(text))).toBe(text);
      }),
    );
  });

  it('pads every length to 32 bytes, a whole block when nothing is missing', () => {
    for (let length = 0; length < 64; length += 1) {
      const bytes = Buffer.from(cipher.encrypt('x'.repeat(length)), 'base64');
      const opener = createDecipheriv('aes-256-cbc', Buffer.alloc(32), Buffer.alloc(16)).setAutoPadding(false);
      const plain = Buffer.concat([opener.update(bytes), opener.final()]);
      const filled = 20 + length + appId.length;
      expect([bytes.length % 32, plain.at(-1)]).toEqual([0, 32 - (filled % 32)]);
    }
  });

  it('never makes the same ciphertext twice', () => {
    expect(cipher.encrypt('same')).not.toBe(cipher.encrypt('same'));
  });
});

describe('a foreign ciphertext', () => {
  it.each([
    ['of another account', createCipher(key, 'wx0000000000000000').encrypt('hello')],
    ['under another key', createCipher('B'.repeat(43), appId).encrypt('hello')],
    ['of no bytes', ''],
    ['that is no base64', '!!!!'],
    ['of half a block', Buffer.alloc(24).toString('base64')],
    ['of one block of zeros', Buffer.alloc(16).toString('base64')],
  ])('%s is refused', (_which, encrypted) => {
    expect(() => cipher.decrypt(encrypted)).toThrow(refusal);
  });

  it('of arbitrary bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 320 }), (bytes) => {
        expect(refusedOr(Buffer.from(bytes).toString('base64'))).toBeUndefined();
      }),
    );
  });

  it('that is a true one cut short is refused', () => {
    const bytes = Buffer.from(cipher.encrypt('x'.repeat(100)), 'base64');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(refusedOr(bytes.subarray(0, length).toString('base64'))).toBeUndefined();
    }
  });
});

// CBC carries no proof of its own: a changed bit ruins its block and flips one bit of the next. What keeps changed messages out
// is msg_signature; here the change must at least never pass for the original.
describe('a ciphertext of which one bit was changed', () => {
  const message = '<xml><Content><![CDATA[转人工 100]]></Content></xml>';
  const bytes = Buffer.from(cipher.encrypt(message, Buffer.alloc(16, 7)), 'base64');
  const changed = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const copy = Buffer.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return { bit, encrypted: copy.toString('base64') };
  });

  it('is refused, or opens to something else', () => {
    for (const { encrypted } of changed) expect(refusedOr(encrypted)).not.toBe(message);
  });

  it('is refused wherever the change reaches the length, the appid or the padding', () => {
    const blockOfAppId = (20 + Buffer.byteLength(message)) & ~15;
    const reaching = changed.filter(({ bit }) => bit >> 3 < 4 || bit >> 3 >= blockOfAppId);
    expect(reaching.length).toBeGreaterThan(32 * 8);
    for (const { encrypted } of reaching) expect(refusedOr(encrypted)).toBeUndefined();
  });

  it('never bears the signature of the original', () => {
    const signatures = new Set(changed.map(({ encrypted }) => sign('token', '1', '2', encrypted)));
    expect(signatures.has(sign('token', '1', '2', bytes.toString('base64')))).toBe(false);
  });
});

describe('an EncodingAESKey', () => {
  it.each(['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}+`, `${'A'.repeat(42)}=`])(
    '%j is refused, unquoted',
    (bad) => {
      expect(() => createCipher(bad, appId)).toThrow(
        expect.objectContaining({
          code: 'bad_encoding_aes_key',
          kind: 'give-up',
          message: expect.not.stringContaining('AAAA'),
        }),
      );
    },
  );
});

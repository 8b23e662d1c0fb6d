import { describe, expect, it } from 'vitest';
import { encryptedPart, sealReply } from '../../../../lib/wechat/envelope.ts';
import { sign } from '../../../../lib/wechat/signature.ts';
import { parseXml } from '../../../../lib/wechat/xml.ts';
import { aCipher } from '../../../support/requests.ts';

describe('the encrypted part of a body', () => {
  it.each([
    ['in CDATA', '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[aB+/=]]></Encrypt></xml>'],
    ['plain', '<xml><Encrypt>aB+/=</Encrypt></xml>'],
    ['with white space around', '<xml>\n<Encrypt>\n  <![CDATA[\naB+/=\n]]>\n</Encrypt>\n</xml>'],
  ])('is found %s', (_how, body) => {
    expect(encryptedPart(body)).toBe('aB+/=');
  });

  it.each([
    '',
    '<xml/>',
    '<xml><Encrypt></Encrypt></xml>',
    '<xml><Encrypt><![CDATA[]]></Encrypt></xml>',
    '<xml><Encrypt>a<b/></Encrypt></xml>',
    '<xml><encrypt>aB</encrypt></xml>',
  ])('is not in %j', (body) => {
    expect(encryptedPart(body)).toBeUndefined();
  });

  it('is looked for in time proportional to the body', () => {
    const hostile = [
      `<Encrypt>${' '.repeat(200_000)}`,
      '<Encrypt>'.repeat(20_000),
      `<Encrypt>${'A'.repeat(200_000)}`,
      `<Encrypt>${'A '.repeat(100_000)}`,
    ];
    const started = performance.now();
    for (const body of hostile) expect(encryptedPart(body)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('a sealed reply', () => {
  const sealed = parseXml(
    sealReply({ xml: '<xml><Content>好</Content></xml>', cipher: aCipher(), token: 't', timestamp: 1_778_896_800 }),
  );
  const part = (name: string) => sealed.children[name]?.[0]?.text ?? '';

  it('has the four elements that WeChat names', () => {
    expect(Object.keys(sealed.children)).toEqual(['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce']);
    expect(part('TimeStamp')).toBe('1778896800');
    expect(part('Nonce')).toMatch(/^\d{10}$/);
  });

  it('is signed over what it bears', () => {
    expect(part('MsgSignature')).toBe(sign('t', part('TimeStamp'), part('Nonce'), part('Encrypt')));
  });

  it('opens with the account’s key', () => {
    expect(aCipher().decrypt(part('Encrypt'))).toBe('<xml><Content>好</Content></xml>');
  });

  it("is WeChat's published one, from the same numbers", () => {
    const published = sealReply({
      xml: '{"demo_resp":"good luck"}',
      cipher: aCipher('A', 'wxba5fad812f8e6fb9'),
      token: 'AAAAA',
      timestamp: 1713424427,
      nonce: '415670741',
      random16: Buffer.from('707722b803182950'),
    });
    expect(published).toContain('<MsgSignature><![CDATA[1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1]]></MsgSignature>');
  });
});

import { describe, expect, it } from 'vitest';
import { seal, verificationQuery } from '../../../../../infra/local/wechat/delivery/envelope.ts';
import { openReply } from '../../../../../infra/local/wechat/delivery/open.ts';
import { createCipher } from '../../../../../lib/wechat/cipher.ts';
import { sign } from '../../../../../lib/wechat/signature.ts';
import { parseXml } from '../../../../../lib/wechat/xml.ts';
import { at, eventually, keys, useBench } from './support/simulator.ts';

const textReply = (to: string, content: string, from: string = keys.originalId): string =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`;

const encryptedReply = (clear: string, signature?: string): string => {
  const encrypted = createCipher(keys.encodingAesKey, keys.appId).encrypt(clear);
  const [timestamp, nonce] = ['1713424427', '415670741'];
  const msgSignature = signature ?? sign(keys.token, timestamp, nonce, encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${msgSignature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
};

const publishedCiphertext =
  '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=';

describe('the published vectors of 消息推送', () => {
  const account = { ...keys, securityMode: 'safe', callbackUrl: '' } as const;

  it('signs the URL verification as published', () => {
    const query = verificationQuery('AAAAA', { timestamp: '1714036504', nonce: '1514711492' }, '4375120948345356249');
    expect(query['signature']).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696');
  });

  it('signs a plaintext message as published', () => {
    const stamp = { timestamp: '1714037059', nonce: '486452656' };
    const { query } = seal({ ...account, securityMode: 'plaintext' }, '<a/>', 'o1', stamp);
    expect(query['signature']).toBe('899cf89e464efb63f54ddac96b0a0a235f53aa78');
    expect(query['msg_signature']).toBeUndefined();
  });

  it('signs the ciphertext of a safe message as published, and wraps the published event', () => {
    const [timestamp, nonce] = ['1714112445', '415670741'];
    const { query, body } = seal(account, '<Event>debug_demo</Event>', 'o1', { timestamp, nonce });
    expect(query['signature']).toBe('6c5c811b55cc85e0e1b54100749188c20beb3f5d');
    const encrypted = at(parseXml(body), 'Encrypt') ?? '';
    expect(query['msg_signature']).toBe(sign('AAAAA', timestamp, nonce, encrypted));
    expect(sign('AAAAA', timestamp, nonce, publishedCiphertext)).toBe('046e02f8204d34f8ba5fa3b1db94908f3df2e9b3');
    expect(createCipher(keys.encodingAesKey, keys.appId).decrypt(publishedCiphertext)).toContain(
      '"debug_str":"hello world"',
    );
  });

  it('encrypts the published reply to the published bytes', () => {
    const cipher = createCipher(keys.encodingAesKey, keys.appId);
    const encrypted = cipher.encrypt('{"demo_resp":"good luck"}', Buffer.from('707722b803182950'));
    expect(encrypted).toBe('ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==');
  });

  it('reads the published reply: ciphertext, message signature and padding of 19 bytes', () => {
    const encrypted = 'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==';
    const body = (signature: string) =>
      `<xml><Encrypt>${encrypted}</Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1713424427</TimeStamp><Nonce>415670741</Nonce></xml>`;
    expect(() => openReply(account, body('1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1'))).toThrow('JSON where XML is due');
    expect(() => openReply(account, body('1b9339964ed2e271e7c7b6ff2b0ef902fc94dea2'))).toThrow('wrong MsgSignature');
  });
});

describe('URL verification', () => {
  const bench = useBench();

  it('accepts the exact echo', async () => {
    expect((await bench().request('POST', '/control/verify')).json).toEqual({ ok: true, detail: 'the echo is right' });
  });

  it.each([
    ['an echo with a newline', { body: '1\n' }],
    ['an echo in quotes', { body: '"1"' }],
    ['another status', { status: 403, body: '' }],
  ])('refuses %s', async (_what, answer) => {
    bench().account.answer = () => answer;
    expect((await bench().request('POST', '/control/verify')).json).toMatchObject({ ok: false });
  });
});

describe.each(['plaintext', 'compatible', 'safe'] as const)('delivery in %s mode', (securityMode) => {
  const bench = useBench({ securityMode });

  it('signs what it sends and shows the reply to the follower', async () => {
    const openid = await bench().follower();
    bench().account.answer = () => {
      const reply = textReply(openid, '您好 <a href="https://x.cn">点这里</a>');
      return { body: securityMode === 'plaintext' ? reply : encryptedReply(reply) };
    };
    const delivered = await bench().say(openid, { type: 'text', content: '电费 & <b>' });
    expect(delivered).toMatchObject({
      reply: { type: 'text', text: '您好 <a href="https://x.cn">点这里</a>' },
      attempts: 1,
      banner: false,
    });

    const received = bench().account.received.at(-1);
    const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map(
      (name) => received?.query.get(name) ?? '',
    );
    expect(signature).toBe(sign(keys.token, timestamp ?? '', nonce ?? ''));
    expect(received?.query.get('openid')).toBe(openid);
    const message = bench().clear().at(-1);
    expect(at(message, 'Content')).toBe('电费 & <b>');
    expect(at(message, 'FromUserName')).toBe(openid);
    expect(BigInt(at(message, 'MsgId') ?? 0) > 2n ** 53n).toBe(true);
  });

  it('sends clear fields in the modes that have them only', async () => {
    await bench().follower();
    const body = bench().account.received.at(-1)?.body ?? '';
    expect(body.includes('<Event>')).toBe(securityMode !== 'safe');
    expect(body.includes('<Encrypt>')).toBe(securityMode !== 'plaintext');
    expect(bench().account.received.at(-1)?.query.get('encrypt_type')).toBe(
      securityMode === 'plaintext' ? null : 'aes',
    );
  });
});

describe('what WeChat does not accept', () => {
  const safe = useBench({ securityMode: 'safe' });

  it.each([
    ['a wrong MsgSignature', (to: string) => encryptedReply(textReply(to, 'x'), 'f'.repeat(40)), 'wrong MsgSignature'],
    ['a clear reply in safe mode', (to: string) => textReply(to, 'x'), 'a clear reply in safe mode'],
    ['JSON', () => '{"a":1}', 'JSON where XML is due'],
    ['broken XML', () => '<xml><a></xml>', 'malformed XML'],
    ['empty Content', (to: string) => encryptedReply(textReply(to, '')), 'Content is empty'],
    [
      'a text over 2048 bytes',
      (to: string) => encryptedReply(textReply(to, '电'.repeat(683))),
      'Content is over 2048 bytes',
    ],
    [
      'another follower as recipient',
      () => encryptedReply(textReply('oSomebodyElse', 'x')),
      'ToUserName is not the follower',
    ],
    [
      'another account as sender',
      (to: string) => encryptedReply(textReply(to, 'x', 'gh_other')),
      'FromUserName is not the account',
    ],
  ])('shows the fault banner for %s, with a note for the developer', async (_what, reply, note) => {
    const openid = await safe().follower();
    safe().account.answer = () => ({ body: reply(openid) });
    const delivered = await safe().say(openid, { type: 'text', content: '在吗' });
    expect(delivered).toMatchObject({ attempts: 1, banner: true });
    expect((await safe().chat(openid)).at(-1)?.content).toEqual({
      type: 'banner',
      text: '该服务号暂时无法提供服务，请稍后再试',
    });
    expect((await safe().wire(openid)).at(-1)?.note).toBe(note);
  });
});

describe('news replies', () => {
  const bench = useBench();
  const news = (to: string, count: number): string => {
    const item = '<item><Title>一</Title><Description>二</Description><PicUrl></PicUrl><Url>https://x.cn</Url></item>';
    return `<xml><ToUserName>${to}</ToUserName><FromUserName>${keys.originalId}</FromUserName><CreateTime>1</CreateTime><MsgType>news</MsgType><ArticleCount>${count}</ArticleCount><Articles>${item.repeat(count)}</Articles></xml>`;
  };

  it('may hold one article after a message and eight after a menu tap', async () => {
    const openid = await bench().follower();
    await bench().api('/cgi-bin/menu/create', { button: [{ name: '新闻', type: 'click', key: 'news' }] });
    bench().account.answer = () => ({ body: news(openid, 2) });
    expect((await bench().say(openid, { type: 'text', content: 'x' })).banner).toBe(true);
    expect((await bench().tap(openid, 'news')).reply).toMatchObject({
      type: 'news',
      articles: [{ title: '一' }, { title: '一' }],
    });
    bench().account.answer = () => ({ body: news(openid, 1) });
    expect((await bench().say(openid, { type: 'text', content: 'x' })).reply?.type).toBe('news');
  });
});

describe('the clock of a delivery', () => {
  const bench = useBench({ tuning: { timeoutMs: 80 } });

  it.each(['success', ''])('shows nothing for the answer %j', async (body) => {
    const openid = await bench().follower();
    bench().account.answer = () => ({ body });
    const delivered = await bench().say(openid, { type: 'text', content: 'x' });
    expect(delivered).toMatchObject({ attempts: 1, banner: false });
    expect(delivered.reply).toBeUndefined();
  });

  it('gives up three times, with the same message under fresh nonces, then shows the banner', async () => {
    const openid = await bench().follower();
    bench().account.received.length = 0;
    bench().account.answer = () => ({ body: 'success', delayMs: 200 });
    const delivered = await bench().say(openid, { type: 'text', content: '慢' });
    expect(delivered).toMatchObject({ attempts: 3, banner: true });
    expect(delivered.elapsedMs).toBeGreaterThanOrEqual(240);
    expect(
      new Set(
        bench()
          .clear()
          .map((message) => `${at(message, 'MsgId')} ${at(message, 'CreateTime')}`),
      ).size,
    ).toBe(1);
    expect(new Set(bench().account.received.map(({ query }) => query.get('nonce'))).size).toBe(3);
    expect((await bench().wire(openid)).filter(({ note }) => note === 'no answer within 80 ms')).toHaveLength(3);
  });

  it('takes the answer of a later attempt', async () => {
    const openid = await bench().follower();
    let seen = 0;
    bench().account.answer = () => {
      seen += 1;
      return seen === 1 ? { status: 502, body: 'bad gateway' } : { body: textReply(openid, '来了') };
    };
    expect(await bench().say(openid, { type: 'text', content: 'x' })).toMatchObject({
      reply: { text: '来了' },
      attempts: 2,
      banner: false,
    });
  });

  it('shows no banner for events that take no reply', async () => {
    const openid = await bench().follower();
    bench().account.answer = () => ({ status: 500, body: '' });
    const delivered = (await bench().request('DELETE', `/control/followers/${openid}`)).json;
    expect(delivered).toMatchObject({ attempts: 3, banner: false });
    expect((await bench().chat(openid)).some(({ content }) => content.type === 'banner')).toBe(false);
  });

  it('does not let one follower wait for another, nor for an earlier message of the same', async () => {
    const [first, second] = [await bench().follower(), await bench().follower()];
    bench().account.received.length = 0;
    bench().account.answer = () => ({ body: 'success', delayMs: 500 });
    const all = [first, first, second].map((openid) => bench().say(openid, { type: 'text', content: 'x' }));
    await eventually(() => (bench().account.received.length === 3 ? true : undefined), 450);
    await Promise.all(all);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeReply,
  fitText,
  maximumTextBytes,
  noReply,
  type Reply,
  textReply,
} from '../../../../lib/wechat/reply.ts';
import { parseXml, type XmlElement } from '../../../../lib/wechat/xml.ts';

const address = { to: 'oFollower', from: 'gh_a1b2c3d4e5f6', createTime: 1_778_896_800 };
const plain = ({ text, children }: XmlElement): unknown =>
  Object.keys(children).length === 0
    ? text
    : Object.fromEntries(Object.entries(children).map(([name, values]) => [name, values.map(plain)]));
const encoded = (reply: Reply) => plain(parseXml(encodeReply(reply, address))) as Record<string, unknown>;
const article = {
  title: '停电公告',
  description: '5月18日',
  picUrl: 'https://a.cn/p.png',
  url: 'https://a.cn/1?a=1&b=2',
};

describe('a reply', () => {
  it('goes back to who wrote, from the account', () => {
    expect(encoded(textReply('好'))).toEqual({
      ToUserName: ['oFollower'],
      FromUserName: ['gh_a1b2c3d4e5f6'],
      CreateTime: ['1778896800'],
      MsgType: ['text'],
      Content: ['好'],
    });
  });

  it.each<[Reply, object]>([
    [{ type: 'image', mediaId: 'm' }, { Image: [{ MediaId: ['m'] }] }],
    [{ type: 'voice', mediaId: 'm' }, { Voice: [{ MediaId: ['m'] }] }],
    [
      { type: 'video', mediaId: 'm', title: 't', description: 'd' },
      { Video: [{ MediaId: ['m'], Title: ['t'], Description: ['d'] }] },
    ],
    [
      { type: 'music', title: 't', description: 'd', musicUrl: 'u', hqMusicUrl: 'h', thumbMediaId: 'x' },
      { Music: [{ Title: ['t'], Description: ['d'], MusicUrl: ['u'], HQMusicUrl: ['h'], ThumbMediaId: ['x'] }] },
    ],
    [
      { type: 'news', articles: [article] },
      {
        ArticleCount: ['1'],
        Articles: [
          { item: [{ Title: ['停电公告'], Description: ['5月18日'], PicUrl: [article.picUrl], Url: [article.url] }] },
        ],
      },
    ],
  ])('%j has the elements that WeChat names', (reply, elements) => {
    expect(encoded(reply)).toMatchObject({ MsgType: [reply.type], ...elements });
  });

  it('hands over to staff, to one of them if named', () => {
    expect(encoded({ type: 'transfer' })).not.toHaveProperty('TransInfo');
    expect(encoded({ type: 'transfer', kfAccount: 'kf1@power' })).toMatchObject({
      MsgType: ['transfer_customer_service'],
      TransInfo: [{ KfAccount: ['kf1@power'] }],
    });
  });

  it.each<Reply>([noReply, textReply(''), textReply(' \n'), { type: 'news', articles: [] }])(
    'that shows nothing, %j, is the word success',
    (reply) => {
      expect(encodeReply(reply, address)).toBe('success');
    },
  );

  it('has one article, since WeChat shows no more after a message', () => {
    const reply = encoded({ type: 'news', articles: [article, { ...article, title: '第二篇' }] });
    expect(reply).toMatchObject({ ArticleCount: ['1'], Articles: [{ item: [{ Title: ['停电公告'] }] }] });
  });

  it('holds any text, at most 2,048 bytes of it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1500 }).map((text) => `电${text}`),
        (text) => {
          const { Content } = encoded(textReply(text)) as { Content: [string] };
          expect(Buffer.byteLength(Content[0])).toBeLessThanOrEqual(maximumTextBytes);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a fitted text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });

  it('stays as it is when it fits', () => {
    fc.assert(fc.property(text, (value) => fitText(value, Buffer.byteLength(value)) === value));
  });

  it('never exceeds its limit, and never ends in half a character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 200 }), (value, limit) => {
        const fitted = fitText(value, limit);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(limit);
        expect(fitted.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is the longest beginning that fits, with a sign that it was cut', () => {
    expect(fitText('停电公告', 11)).toBe('停电…');
    expect(fitText('😀😀😀', 11)).toBe('😀😀…');
    expect(fitText('😀😀😀', 10)).toBe('😀…');
  });
});

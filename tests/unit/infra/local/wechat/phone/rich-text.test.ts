import { describe, expect, it } from 'vitest';
import { wechatEmoji, withEmoji } from '../../../../../../infra/local/wechat/phone/page/chat/emoji.ts';
import { partsOf } from '../../../../../../infra/local/wechat/phone/page/chat/rich-text.ts';

describe('the text of a bubble', () => {
  it('shows a link of the account, with its address unescaped', () => {
    expect(partsOf('请<a href="https://a.example/p?x=1&amp;y=2">点这里</a>绑定', 'account')).toEqual([
      { kind: 'text', text: '请' },
      { kind: 'link', text: '点这里', url: 'https://a.example/p?x=1&y=2' },
      { kind: 'text', text: '绑定' },
    ]);
  });

  it('turns a bizmsgmenu link into a choice', () => {
    const text = '<a href="weixin://bizmsgmenu?msgmenucontent=电费查询&msgmenuid=1">1 电费</a>';
    expect(partsOf(text, 'account')).toEqual([{ kind: 'choice', text: '1 电费', id: '1', content: '电费查询' }]);
  });

  it.each([
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<b>">x</a>',
    '<a href="weixin://dl/business">x</a>',
    '<a href="https://">x</a>',
    '<img src=x onerror=alert(1)>',
  ])('leaves %s as text', (text) => {
    expect(partsOf(text, 'account').every((part) => part.kind === 'text')).toBe(true);
    expect(
      partsOf(text, 'account')
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('makes no link of markup that a follower typed', () => {
    const parts = partsOf('<a href="weixin://bizmsgmenu?msgmenucontent=a&msgmenuid=1">x</a>', 'follower');
    expect(parts.map((part) => part.kind)).toEqual(['text']);
  });

  it('finds a bare address and leaves the sentence mark after it outside', () => {
    expect(partsOf('见 https://a.example/b。谢谢', 'follower')).toEqual([
      { kind: 'text', text: '见 ' },
      { kind: 'link', text: 'https://a.example/b', url: 'https://a.example/b' },
      { kind: 'text', text: '。谢谢' },
    ]);
  });

  it('shows WeChat emoji codes as emoji, and unknown codes as they are', () => {
    expect(withEmoji('好[微笑][OK][没有][constructor]')).toBe('好🙂👌[没有][constructor]');
  });

  it('knows each emoji by one name', () => {
    expect(wechatEmoji.size).toBe(60);
    expect([...wechatEmoji.values()].every((sign) => sign.length > 0)).toBe(true);
  });
});

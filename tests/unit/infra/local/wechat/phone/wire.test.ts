import { describe, expect, it } from 'vitest';
import type { WireEntry } from '../../../../../../infra/local/wechat/contract.ts';
import { legible } from '../../../../../../infra/local/wechat/phone/page/side/legible.ts';
import { hasFailed, titleOf } from '../../../../../../infra/local/wechat/phone/page/side/wire-title.ts';

const anEntry = (extra: Partial<WireEntry>): WireEntry => ({
  id: 'w1',
  at: 0,
  direction: 'to-account',
  method: 'POST',
  path: '/wechat',
  ...extra,
});

describe('the time-line', () => {
  it('names a message by what was said, an event by its key, a call by what it does', () => {
    const text = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[电费]]></Content></xml>';
    const click = '<xml><MsgType>event</MsgType><Event>CLICK</Event><EventKey>bill</EventKey></xml>';
    expect(titleOf(anEntry({ requestClear: text }))).toBe('文本消息 电费');
    expect(titleOf(anEntry({ requestClear: click }))).toBe('点击菜单 bill');
    expect(titleOf(anEntry({ method: 'GET' }))).toBe('验证回调地址');
    expect(titleOf(anEntry({ direction: 'to-wechat', path: '/cgi-bin/message/custom/send' }))).toBe('客服消息');
    expect(titleOf(anEntry({ direction: 'to-wechat', path: '/cgi-bin/other' }))).toBe('/cgi-bin/other');
  });

  it.each([
    [{ note: '5 秒内没有应答' }, true],
    [{ status: 502 }, true],
    [{ status: 200, responseBody: '{"errcode":45015,"errmsg":"x"}' }, true],
    [{ status: 200, responseBody: '{"errcode": -1}' }, true],
    [{ status: 200, responseBody: '{"errcode":0,"errmsg":"ok"}' }, false],
    [{ status: 200 }, false],
  ])('marks %j as failed: %s', (extra, failed) => {
    expect(hasFailed(anEntry(extra))).toBe(failed);
  });

  it('puts each element of an XML message on its own line', () => {
    const xml = '<xml><A><![CDATA[a <b> c]]></A><Image><MediaId>7</MediaId></Image><E></E></xml>';
    expect(legible(xml).split('\n')).toEqual([
      '<xml>',
      '  <A><![CDATA[a <b> c]]></A>',
      '  <Image>',
      '    <MediaId>7</MediaId>',
      '  </Image>',
      '  <E></E>',
      '</xml>',
    ]);
  });

  it('indents JSON and leaves other text alone', () => {
    expect(legible('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(legible('success')).toBe('success');
  });
});

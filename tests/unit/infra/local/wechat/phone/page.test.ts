import { describe, expect, it } from 'vitest';
import { buildPhone } from '../../../../../../infra/local/wechat/phone/build.ts';
import { pressOf } from '../../../../../../infra/local/wechat/phone/page/bottom/press.ts';
import { isLocal, isWebAddress, pageAddress } from '../../../../../../infra/local/wechat/phone/page/web-address.ts';

const simulator = 'http://127.0.0.1:3001';
const authorize = '/connect/oauth2/authorize?appid=wx1&redirect_uri=http%3A%2F%2Fa&scope=snsapi_base&state=s';

describe('the address a page is opened at', () => {
  it("is the simulator's for WeChat's own OAuth page, and says whose phone it is", () => {
    const opened = pageAddress(`https://open.weixin.qq.com${authorize}#wechat_redirect`, 'o1', simulator);
    expect(opened).toBe(`${simulator}${authorize}&as=o1`);
    expect(pageAddress(simulator + authorize, 'o1', simulator)).toBe(`${simulator}${authorize}&as=o1`);
  });

  it('is left as it is for any other page', () => {
    expect(pageAddress('http://127.0.0.1:3000/pages/bills?m=1#x', 'o1', simulator)).toBe(
      'http://127.0.0.1:3000/pages/bills?m=1#x',
    );
  });

  it('may be a link only when it is a web address', () => {
    const addresses = ['https://a.example', 'http://127.0.0.1:1/x', 'javascript:alert(1)', 'data:,x', 'https://', '/x'];
    expect(addresses.map(isWebAddress)).toEqual([true, true, false, false, false, false]);
  });

  it('is local on this machine only', () => {
    const addresses = ['http://127.0.0.1:3000/', 'http://localhost/', 'https://127.0.0.1.example/'];
    expect(addresses.map(isLocal)).toEqual([true, true, false]);
  });
});

describe('a press on a menu button', () => {
  it.each([
    [{ name: '电费', type: 'click', key: 'bill' }, { key: 'bill' }],
    [
      { name: '缴费', type: 'view', url: 'http://a.example/' },
      { key: 'http://a.example/', opens: 'http://a.example/' },
    ],
    [{ name: '坏的', type: 'view', url: 'javascript:1' }, { key: 'javascript:1' }],
    [
      { name: '扫码', type: 'scancode_waitmsg', key: 'scan' },
      { key: 'scan', asks: 'code' },
    ],
    [
      { name: '位置', type: 'location_select', key: 'place' },
      { key: 'place', asks: 'place' },
    ],
    [{ name: '小程序', type: 'miniprogram', pagepath: 'p' }, { key: '小程序' }],
  ])('%j does %j', (button, press) => {
    expect(pressOf(button)).toEqual(press);
  });
});

describe('the built page', () => {
  it('has all it needs under /phone/assets/ and asks no other host', async () => {
    const { html, assets } = await buildPhone();
    const asked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    const own = asked.filter((path) => !path.startsWith('data:'));
    expect(own.sort()).toEqual([...assets.keys()].sort());
    expect(own.every((path) => path.startsWith('/phone/assets/'))).toBe(true);
    const text = [...assets.values()].map(({ body }) => Buffer.from(body).toString('utf8')).join('\n');
    const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    expect(hosts.filter((host) => host !== 'www.w3.org')).toEqual([]);
  });
});

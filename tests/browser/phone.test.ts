import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneFiles } from '../../infra/local/wechat/options.ts';
import { buildPhone } from '../../infra/local/wechat/phone/build.ts';
import { launchBrowser } from './chromium.ts';
import { type PhoneBench, startPhoneBench } from './phone-bench.ts';

let browser: Browser;
let phone: PhoneFiles;
let bench: PhoneBench;

beforeAll(async () => {
  [browser, phone] = await Promise.all([launchBrowser(), buildPhone()]);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  bench = await startPhoneBench(browser, phone);
});
afterEach(async () => {
  const { complaints } = bench;
  await bench.close();
  expect(complaints).toEqual([]);
});

const bubbles = (page: Page | Locator, from: string, type = 'text') =>
  page.locator(`[data-testid=message][data-from=${from}][data-type=${type}]`);

/** Opens the page and follows. */
const aFollower = async (): Promise<Page> => {
  const page = await bench.open();
  await page.getByTestId('follow-button').click();
  await page.getByTestId('text-input').or(page.getByTestId('menu-button').first()).waitFor();
  return page;
};

const type = async (page: Page, words: string) => {
  await page.getByTestId('text-input').fill(words);
  await page.keyboard.press('Enter');
};

const callApi = async (path: string, body: unknown) => {
  const credentials = { appid: 'wxba5fad812f8e6fb9', secret: 'aSecret0aSecret0aSecret0aSecret0' };
  const { access_token } = await bench.post('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    ...credentials,
  });
  return bench.post(`${path}?access_token=${access_token}`, body);
};

const publishMenu = (page: string) =>
  callApi('/cgi-bin/menu/create', {
    button: [
      {
        name: '用电服务',
        sub_button: [
          { type: 'click', name: '电费查询', key: 'bill' },
          { type: 'view', name: '缴纳电费', url: page },
        ],
      },
      { type: 'location_select', name: '附近网点', key: 'near' },
      { type: 'scancode_waitmsg', name: '扫一扫', key: 'scan' },
    ],
  });

/** The address that the web view shows: it is opened through the simulator, which keeps the followers' sessions apart. */
const openedIn = async (page: Page): Promise<string> => {
  const source = await page.getByTestId('web-view').locator('iframe').getAttribute('src');
  return new URL(source ?? '', bench.simulator.url).searchParams.get('url') ?? '';
};

describe('a first visitor', () => {
  it('sees the account, follows it with one press, and is welcomed', async () => {
    bench.answerWith(({ Event }) => (Event === 'subscribe' ? '欢迎关注[微笑]\n回复数字' : undefined));
    const page = await aFollower();
    await bubbles(page, 'account').waitFor();
    expect(await bubbles(page, 'account').textContent()).toContain('欢迎关注🙂\n回复数字');
    expect(await page.title()).toBe('临江供电 · 微信模拟器');
  });

  it('leaves after a confirmation, sees the profile, and can follow again', async () => {
    const page = await aFollower();
    await page.getByTestId('more-button').click();
    await page.getByTestId('unfollow').click();
    await page.getByTestId('unfollow-dialog-submit').click();
    await page.getByTestId('follow-button').click();
    await page.getByTestId('text-input').waitFor();
    expect(bench.heard()).toEqual(['subscribe', 'unsubscribe', 'subscribe']);
  });
});

describe('a conversation', () => {
  it('sends what is typed and shows the answer on the time-line', async () => {
    const page = await aFollower();
    bench.answerWith(({ Content }) => `您说：${Content}`);
    await type(page, '电费 <b>多少</b>');
    await bubbles(page, 'account').waitFor();
    expect(await bubbles(page, 'follower').textContent()).toBe('电费 <b>多少</b>');
    expect(await bubbles(page, 'account').textContent()).toContain('您说：电费 <b>多少</b>');
    expect(await bubbles(page, 'account').getAttribute('data-via')).toBe('passive');
    await page.getByTestId('wire-entry').first().locator('summary').click();
    expect(await page.getByTestId('wire-entry').first().textContent()).toContain('您说：电费');
  });

  it('makes links only of what WeChat would, and a choice speaks for the follower', async () => {
    const page = await aFollower();
    const choice = '<a href="weixin://bizmsgmenu?msgmenucontent=停电查询&msgmenuid=2">2 停电</a>';
    bench.answerWith(({ Content }) =>
      Content === '菜单' ? `<a href="javascript:alert(1)">坏</a> ${choice}` : undefined,
    );
    await type(page, '菜单');
    await page.getByTestId('choice').click();
    await bubbles(page, 'follower').nth(1).waitFor();
    expect(await page.getByTestId('link').count()).toBe(0);
    expect(bench.heard()).toContain('text 停电查询');
  });

  it('opens a link over the chat as this follower, and Escape comes back', async () => {
    const page = await aFollower();
    bench.answerWith(() => `<a href="${bench.simulator.url}/connect/oauth2/authorize?appid=x">绑定</a>`);
    await type(page, '绑定');
    await page.getByTestId('link').click();
    const openid = await page.getByTestId('phone').getAttribute('data-openid');
    expect(new URL(await openedIn(page)).searchParams.get('as')).toBe(openid);
    const cookie = async () => (await page.context().cookies()).find(({ name }) => name === 'phone_openid')?.value;
    await expect.poll(cookie).toBe(openid);
    await page.keyboard.press('Escape');
    await page.getByTestId('web-view').waitFor({ state: 'detached' });
  });

  it('sends voice, picture, video, place, link and position', async () => {
    const page = await aFollower();
    await page.getByTestId('voice-toggle').click();
    await page.getByTestId('voice-text').fill('停电了吗');
    await page.getByTestId('voice-dialog-submit').click();
    await page.getByTestId('plus-button').click();
    await page.getByTestId('plus-image').click();
    await page.getByTestId('image-built-in').click();
    await page.getByTestId('plus-video').click();
    await page.getByTestId('video-built-in').click();
    await page.getByTestId('plus-location').click();
    await page.getByTestId('location-item').first().click();
    await page.getByTestId('plus-link').click();
    await page.getByTestId('link-title').fill('公告');
    await page.getByTestId('link-url').fill('https://a.example/');
    await page.getByTestId('link-dialog-submit').click();
    await page.getByTestId('plus-gps').click();
    await page.getByTestId('latitude').fill('30.1');
    await page.getByTestId('longitude').fill('120.1');
    await page.getByTestId('location-submit').click();
    for (const kind of ['voice', 'image', 'video', 'location', 'link']) await bubbles(page, 'follower', kind).waitFor();
    await expect
      .poll(() => bench.heard())
      .toEqual(expect.arrayContaining(['voice', 'image', 'video', 'location', 'link', 'LOCATION']));
    expect(await bubbles(page, 'follower', 'voice').textContent()).toContain('停电了吗');
  });

  it('sends a picture from a file', async () => {
    const page = await aFollower();
    const file = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('picture') };
    await page.getByTestId('plus-button').click();
    await page.getByTestId('plus-image').click();
    await page.getByTestId('image-file').setInputFiles(file);
    const source = await bubbles(page, 'follower', 'image').locator('img').getAttribute('src');
    const kept = await fetch(new URL(source ?? '', bench.simulator.url));
    expect(await kept.text()).toBe('picture');
    bench.complaints.length = 0;
  });

  it('shows the fault banner in grey, and in red on the time-line, when the account fails', async () => {
    const page = await aFollower();
    bench.account.answer = () => ({ status: 500 });
    await type(page, '在吗');
    await bubbles(page, 'system', 'banner').waitFor();
    expect(await bubbles(page, 'system', 'banner').textContent()).toBe('该服务号暂时无法提供服务，请稍后再试');
    expect(await page.locator('[data-testid=wire-entry].has-failed').count()).toBeGreaterThan(0);
  });

  it('says why when the simulator refuses', async () => {
    const page = await aFollower();
    await page.getByTestId('plus-button').click();
    await page.getByTestId('plus-gps').click();
    await page.getByTestId('latitude').fill('100');
    await page.getByTestId('longitude').fill('120');
    await page.getByTestId('location-submit').click();
    expect(await page.getByTestId('refusal').textContent()).not.toBe('');
    bench.complaints.length = 0;
  });
});

describe('the menu', () => {
  it('opens a list without telling the account, reports a press, and changes places with the keyboard', async () => {
    const page = await aFollower();
    await publishMenu(`${bench.simulator.url}/phone/state`);
    await page.getByTestId('menu-button').first().click();
    await page.getByTestId('submenu-button').first().click();
    await expect.poll(() => bench.heard()).toEqual(['subscribe', 'CLICK bill']);
    await page.getByTestId('keyboard-toggle').click();
    await type(page, '你好');
    await page.getByTestId('keyboard-toggle').click();
    await page.getByTestId('menu-button').first().waitFor();
  });

  it('opens the page of a view button and reports it', async () => {
    const page = await aFollower();
    const url = `${bench.simulator.url}/phone/state`;
    await publishMenu(url);
    await page.getByTestId('menu-button').first().press('Enter');
    await page.locator('[data-testid=submenu-button]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await openedIn(page)).toBe(url);
    await expect.poll(() => bench.heard()).toContain(`VIEW ${url}`);
    await page.getByTestId('web-view-close').click();
  });

  it('asks for the place or the code that a button reports', async () => {
    const page = await aFollower();
    await publishMenu(`${bench.simulator.url}/`);
    await page.getByTestId('menu-button').nth(1).click();
    await page.getByTestId('location-item').nth(1).click();
    await bubbles(page, 'follower', 'location').getByText('临江火车站').waitFor();
    await page.getByTestId('menu-button').nth(2).click();
    await page.getByTestId('scan-input').fill('meter-7');
    await page.getByTestId('scan-dialog-submit').click();
    await expect
      .poll(() => bench.heard())
      .toEqual(expect.arrayContaining(['location_select near', 'scancode_waitmsg scan']));
  });
});

describe('several followers', () => {
  it('have phones side by side, and a badge while theirs is out of sight', async () => {
    const page = await aFollower();
    await page.getByTestId('add-follower').click();
    await page.getByTestId('nickname').fill('王师傅');
    await page.getByTestId('scene').fill('poster-01');
    await page.getByTestId('add-follower-submit').click();
    await expect.poll(() => bench.heard()).toEqual(['subscribe', 'subscribe qrscene_poster-01']);
    expect(await page.getByTestId('phone').count()).toBe(1);
    await page.getByTestId('beside').first().click();
    await expect.poll(() => page.getByTestId('phone').count()).toBe(2);
    await page.getByTestId('beside').first().click();
    const hidden = await page.getByTestId('follower-item').first().textContent();
    const [openid] = await page.evaluate(async () => {
      const state = await (await fetch('/phone/state')).json();
      return state.followers.map((each: { openid: string }) => each.openid);
    });
    await callApi('/cgi-bin/message/custom/send', { touser: openid, msgtype: 'text', text: { content: '您好' } });
    await page.locator('.unread').waitFor();
    expect(hidden).not.toContain('您好');
    await page.getByTestId('follower-item').first().click();
    await bubbles(page, 'account').getByText('您好').waitFor();
    await page.locator('.unread').waitFor({ state: 'detached' });
  });
});

describe('on a phone-sized screen', () => {
  it.each(['light', 'dark'] as const)(
    'fills the screen in %s, and the tabs lead to followers and time-line',
    async (colorScheme) => {
      const page = await bench.open({
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        colorScheme,
      });
      await page.getByTestId('follow-button').tap();
      await page.getByTestId('text-input').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect((await page.getByTestId('phone').boundingBox())?.width).toBe(390);
      await page.getByTestId('tab-followers').tap();
      await page.getByTestId('follower-item').tap();
      await page.getByTestId('tab-inspector').tap();
      expect(await page.getByTestId('wire-entry').count()).toBeGreaterThan(0);
      await page.getByTestId('inspect-tools').tap();
      await page.getByRole('button', { name: '7 天' }).tap();
      await page.getByText('比本机快 10080 分钟').waitFor();
    },
  );
});

import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../lib/platform/wording.ts';
import { type OpenAccount, openAccount } from '../flow/support/account.ts';
import { openingOf } from '../flow/support/organisations.ts';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { bindIn, demoClaims } from './binding.ts';
import { launchBrowser } from './chromium.ts';
import { type Handset, openHandset } from './handset.ts';
import { type Conversation, conversations, type Query, queries } from './journeys.ts';

let browser: Browser;
let account: OpenAccount;
let handset: Handset;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const shows = async (bubble: Locator, words: string) => expect(await bubble.textContent()).toContain(words);

const converse = async ({ menu, keyword, recognised, unrecognised }: Conversation) => {
  const { texts, numbers } = account.profile;
  await shows(await handset.tapMenu(...menu.way), openingOf(account, menu.topic));
  await shows(await handset.say('1'), numbers[0]?.entries?.[0]?.name ?? '');
  await shows(await handset.say('0'), texts.numbersIntro);
  await shows(await handset.say(keyword.words), openingOf(account, keyword.topic));
  for (const voice of [recognised, unrecognised]) {
    const answer = await handset.voice(voice.words, voice === recognised);
    await shows(answer, fill(texts.voiceHeard, { text: voice.words }));
    await shows(answer, openingOf(account, voice.topic));
  }
  const place = '临江市人民广场';
  await shows(await handset.sendPlace(place), fill(texts.outletsNearest, { place }));
  await shows(await handset.say('qwertyuiop'), texts.unknown);
};

const query = async ({ kind, menu, words, path, shown, told }: Query) => {
  const view = await handset.openLink(await handset.tapMenu(...menu));
  await bindIn(view, account, kind);
  await expect.poll(() => view.locator('main').textContent()).toMatch(shown);
  expect(await view.locator('html').evaluate(() => location.pathname)).toBe(path);
  await handset.closeWebView();
  const answer = await (await handset.say(words)).textContent();
  expect(answer).toMatch(told);
  for (const claim of Object.values(demoClaims(account, kind))) expect(answer).not.toContain(claim);
};

/** Each page by itself, in the cookies of the phone. */
const examine = async (paths: string[]) => {
  const page = await handset.page.context().newPage();
  for (const path of paths) {
    await page.goto(`${account.stack.accountUrl}${path}`);
    await page.locator('main .cells, main .card, main section').first().waitFor();
    expect([path, await seriousFindings(page), await smallTargets(page), await isTooWide(page)]).toEqual([
      path,
      [],
      [],
      false,
    ]);
  }
  await page.close();
};

// One phone per organisation: each test goes on where the one before it ended.
describe.each(queries)('$organisation', (asked) => {
  beforeAll(async () => {
    account = await openAccount({ organisation: asked.organisation });
    handset = await openHandset(browser, account);
  });
  afterAll(async () => {
    await handset?.close();
    await account?.close();
  });
  afterEach(async () => {
    const banners = await handset.page.locator('[data-type=banner]').allTextContents();
    expect([...handset.complaints, ...banners]).toEqual([]);
  });

  it('welcomes who follows', async () => {
    await shows(await handset.follow(), account.profile.welcome.split('\n')[0] ?? '');
  });

  const conversation = conversations[asked.organisation];
  if (conversation) it('answers taps, numbers, words, voice, a place and rubbish', () => converse(conversation));

  it('leads who taps the menu unbound to bind, on to the page that was asked for, and from then on answers in chat', () =>
    query(asked));

  it('has no serious finding of axe-core on its pages, no target under 44 px, nothing wider than the screen', () =>
    examine([asked.path, '/pages/me']));

  it('lets go who unfollows', async () => {
    await handset.unfollow();
    await handset.page.getByTestId('follow-button').waitFor();
  });
});

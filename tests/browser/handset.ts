import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { OpenAccount } from '../flow/support/account.ts';

/** The simulator's page on a phone-sized screen, and what a thumb does on it. */
export interface Handset {
  readonly page: Page;
  /** Bubbles of the account. */
  readonly answers: Locator;
  /** What went wrong in the pages. */
  readonly complaints: string[];
  /** Each of these does something and gives the account's next bubble. */
  follow(): Promise<Locator>;
  say(words: string): Promise<Locator>;
  voice(words: string, recognised: boolean): Promise<Locator>;
  sendPlace(label: string): Promise<Locator>;
  /** Opens a list of the menu and taps an entry. */
  tapMenu(button: string, entry: string): Promise<Locator>;
  unfollow(): Promise<void>;
  /** Opens the first link of a bubble over the chat. */
  openLink(bubble: Locator): Promise<FrameLocator>;
  closeWebView(): Promise<void>;
  close(): Promise<void>;
}

const screen = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Opens the phone of nobody yet. */
export const openHandset = async (browser: Browser, { stack }: Pick<OpenAccount, 'stack'>): Promise<Handset> => {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(stack.simulatorUrl ?? '');
  return { page, complaints, close: () => context.close(), ...chatActs(page), ...webViewActs(page) };
};

const chatActs = (page: Page) => {
  const press = (testId: string) => page.getByTestId(testId).tap();
  const answers = page.locator('[data-testid=message][data-from=account]');
  const answerTo = async (act: () => Promise<void>): Promise<Locator> => {
    const before = await answers.count();
    await act();
    const answer = answers.nth(before);
    await answer.waitFor();
    return answer;
  };
  const sending = (act: () => Promise<void>) =>
    answerTo(async () => {
      await toKeyboard(page);
      await act();
    });
  return {
    answers,
    follow: () => answerTo(() => press('follow-button')),
    say: (words: string) => sending(() => type(page, words)),
    voice: (words: string, recognised: boolean) => sending(() => speak(page, words, recognised)),
    sendPlace: (label: string) =>
      sending(async () => {
        await press('plus-button');
        await press('plus-location');
        await page.getByTestId('location-item').filter({ hasText: label }).tap();
      }),
    tapMenu: (button: string, entry: string) => answerTo(() => tapMenu(page, button, entry)),
    unfollow: async () => {
      for (const each of ['more-button', 'unfollow', 'unfollow-dialog-submit']) await press(each);
    },
  };
};

const toKeyboard = async (page: Page) => {
  const input = page.getByTestId('text-input');
  const menu = page.getByTestId('menu-button').first();
  await input.or(menu).waitFor();
  if (await menu.isVisible()) await page.getByTestId('keyboard-toggle').tap();
  await input.waitFor();
};

const type = async (page: Page, words: string) => {
  await page.getByTestId('text-input').fill(words);
  await page.getByTestId('send-button').tap();
};

const speak = async (page: Page, words: string, recognised: boolean) => {
  await page.getByTestId('voice-toggle').tap();
  await page.getByTestId('voice-text').fill(words);
  await page.getByTestId('voice-recognition').setChecked(recognised);
  await page.getByTestId('voice-dialog-submit').tap();
};

const tapMenu = async (page: Page, button: string, entry: string) => {
  const first = page.getByTestId('menu-button').first();
  await page.getByTestId('text-input').or(first).waitFor();
  if (!(await first.isVisible())) await page.getByTestId('keyboard-toggle').tap();
  await page.getByTestId('menu-button').filter({ hasText: button }).tap();
  await page.getByTestId('submenu-button').filter({ hasText: entry }).tap();
};

const webViewActs = (page: Page) => ({
  openLink: async (bubble: Locator): Promise<FrameLocator> => {
    await bubble.getByTestId('link').first().tap();
    return page.frameLocator('[data-testid=web-view] iframe');
  },
  closeWebView: async () => {
    await page.getByTestId('web-view-close').tap();
    await page.getByTestId('web-view').waitFor({ state: 'detached' });
  },
});

import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { demoCredentials } from '../../infra/demo-data/sets.ts';
import { campusPassword } from '../../infra/local/campus/page.ts';
import type { Stack } from '../../infra/local/stack.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

interface Code {
  params: string[];
}

const readJson = async <Answer>(url: string, init: RequestInit = {}): Promise<Answer> =>
  (await (await fetch(url, init)).json()) as Answer;

const simulatorOf = ({ simulatorUrl }: Stack): string => {
  if (simulatorUrl === undefined) throw new Error('a demo follower needs the simulator');
  return simulatorUrl;
};

/** The code of the newest text message. */
const newestCode = async (stack: Stack): Promise<string> => {
  const sent = await readJson<Code[]>(`${simulatorOf(stack)}/control/sms`);
  return sent.at(-1)?.params[0] ?? '';
};

/** A new follower's phone: pages open in it as in WeChat, signed in without a question. */
export const openPhone = async (browser: Browser, stack: Stack, options: BrowserContextOptions = {}) => {
  const { openid } = await readJson<{ openid: string }>(`${simulatorOf(stack)}/control/followers`, {
    method: 'POST',
    body: '{}',
  });
  const context = await browser.newContext({ ...phone, ...options });
  await context.addCookies([{ name: 'phone_openid', value: openid, url: simulatorOf(stack) }]);
  return { openid, context };
};

/** Binds one demo subject of each kind that the organisation binds, through the binding page, as a person would. */
export const bindDemoSubjects = async (context: BrowserContext, stack: Stack): Promise<void> => {
  const page = await context.newPage();
  await page.goto(`${stack.accountUrl}/pages/me`);
  const answer = await context.request.get(`${stack.accountUrl}/api/binding/kinds`);
  const { kinds } = (await answer.json()) as { kinds: { kind: string; signOn?: string }[] };
  for (const { kind, signOn } of kinds) {
    const demo = demoCredentials(stack.organisation).find((each) => each.kind === kind);
    if (!demo) continue;
    // A follower gets one code in half a minute.
    await readJson(`${simulatorOf(stack)}/control/clock`, { method: 'POST', body: '{"advanceMs":60000}' });
    await page.goto(`${stack.accountUrl}/pages/bind?kind=${kind}`);
    await page.getByRole('checkbox').check();
    if (signOn) await signOnAs(page, demo.claims['number'] ?? '');
    else await proveByCode(page, stack, demo.claims);
    await page.waitForURL('**/pages/me');
  }
  await page.close();
};

/** At the campus stand-in. */
const signOnAs = async (page: Page, number: string) => {
  await page.getByRole('button', { name: '去登录' }).click();
  await page.getByRole('textbox', { name: '学号或工号' }).fill(number);
  await page.getByLabel('密码').fill(campusPassword);
  await page.getByRole('button', { name: '登录' }).click();
};

const proveByCode = async (page: Page, stack: Stack, claims: Record<string, string>) => {
  for (const [name, value] of Object.entries(claims)) await page.locator(`input[name=${name}]`).fill(value);
  await page.getByRole('button', { name: '下一步' }).click();
  const code = page.getByLabel('验证码');
  const refusal = page.getByRole('alert').locator('p');
  await code.or(refusal).first().waitFor();
  if (await refusal.count()) throw new Error(`no code was sent: ${await refusal.first().textContent()}`);
  await code.fill(await newestCode(stack));
  await page.getByRole('button', { name: '完成绑定' }).click();
};

import type { FrameLocator } from 'playwright-core';
import { demoCredentials } from '../../infra/demo-data/sets.ts';
import { campusPassword } from '../../infra/local/campus/page.ts';
import type { OpenAccount } from '../flow/support/account.ts';
import { newestCode } from '../flow/support/pages.ts';

/** What binds the first demo subject of a kind. */
export const demoClaims = ({ stack }: OpenAccount, kind: string): Record<string, string> => {
  const demo = demoCredentials(stack.organisation).find((each) => each.kind === kind);
  if (demo === undefined) throw new Error(`no demo subject of ${kind}`);
  return demo.claims;
};

/** Binds that subject on the binding page that is open in a web view: by the campus's own sign-on, or by claims and a code. */
export const bindIn = (view: FrameLocator, account: OpenAccount, kind: string): Promise<void> =>
  kind === 'campus-person' ? bindBySignOn(view, account, kind) : bindByCode(view, account, kind);

const bindBySignOn = async (view: FrameLocator, account: OpenAccount, kind: string) => {
  await view.getByRole('checkbox').check();
  await view.getByRole('button', { name: '去登录' }).tap();
  await view.getByRole('textbox', { name: '学号或工号' }).fill(demoClaims(account, kind)['number'] ?? '');
  await view.getByRole('textbox', { name: '密码' }).fill(campusPassword);
  await view.getByRole('button', { name: '登录' }).tap();
};

const bindByCode = async (view: FrameLocator, account: OpenAccount, kind: string) => {
  const fillIn = view.getByRole('button', { name: '填入演示资料' });
  const choice = view.getByRole('button', { name: account.profile.bindings[kind]?.title ?? '', exact: true });
  await fillIn.or(choice).waitFor();
  if (await choice.isVisible()) await choice.tap();
  await fillIn.tap();
  await view.getByRole('checkbox').check();
  await view.getByRole('button', { name: '下一步' }).tap();
  const code = view.getByRole('textbox', { name: '验证码' });
  await code.waitFor();
  await code.fill(await newestCode(account));
  await view.getByRole('button', { name: '完成绑定' }).tap();
};

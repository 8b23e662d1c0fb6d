import * as z from 'zod';
import type { Organisation } from '../../lib/platform/organisation.ts';
import type { Errand, ErrandOutcome } from '../../lib/wechat/errands.ts';
import { accountMenus } from '../menu/account.ts';
import { differences, menusOf } from '../menu/menus.ts';
import { type Finding, note, ok, wrong } from './finding.ts';
import { createRemoteApi, type RunErrands } from './remote-api.ts';
import { judgeTemplates } from './templates-check.ts';

/** What the remedies need to name. */
export interface WeChatCheckContext {
  organisation: Organisation;
  addresses: readonly string[];
  options: string;
}

const quotaPaths = ['/cgi-bin/message/custom/send', '/cgi-bin/message/template/send', '/cgi-bin/menu/create'];

const errands: Errand[] = [
  { method: 'GET', path: '/cgi-bin/template/get_all_private_template' },
  { method: 'GET', path: '/wxaapi/newtmpl/gettemplate' },
  ...quotaPaths.map(
    (path): Errand => ({ method: 'POST', path: '/cgi-bin/openapi/quota/get', body: { cgi_path: path } }),
  ),
];

const tokenRemedies = ({ addresses, options }: WeChatCheckContext): Record<number, string> => ({
  40164: `enter the address in WeChat's list (基本配置, IP白名单): ${addresses.join(', ') || 'there are no fixed ones; deploy with --param="egress=one"'}`,
  40001: `the AppSecret is wrong: npm run secrets -- set wechat-app-secret ${options}`,
  40125: `the AppSecret is wrong: npm run secrets -- set wechat-app-secret ${options}`,
  40013: 'the AppID is wrong: deploy again with --param="wechatAppId=wx…"',
  61024: 'the account is managed by a third-party platform; take the authorisation back (功能设置, 授权管理)',
});

/** Whether WeChat gives the account a token; undefined when it does. */
const judgeToken = (outcome: ErrandOutcome | undefined, context: WeChatCheckContext): Finding | undefined => {
  if (outcome?.kind !== 'refused') return undefined;
  const remedy = tokenRemedies(context)[outcome.errcode ?? 0];
  const isToken = outcome.message.startsWith('/cgi-bin/stable_token') || outcome.errcode === undefined;
  if (!isToken && remedy === undefined) return undefined;
  const fallback = 'look at the log of the function operate, and at the code in infra/docs/runbook.md';
  return wrong(`WeChat gives no access token: ${outcome.message}`, remedy ?? fallback);
};

const Quota = z.object({ quota: z.object({ daily_limit: z.number(), remain: z.number() }) });

const judgeQuota = (path: string, outcome: ErrandOutcome | undefined): Finding => {
  const read = Quota.safeParse(outcome?.kind === 'answer' ? outcome.answer : undefined);
  if (!read.success) return note(`the quota of ${path} is not known`, 'WeChat did not say; ask again later');
  const { daily_limit, remain } = read.data.quota;
  const what = `${remain} of ${daily_limit} calls left today: ${path}`;
  if (remain > daily_limit / 10) return ok(what);
  return wrong(
    what,
    'calls beyond it are refused (45009) until midnight in Beijing; WeChat can clear it ten times a month (接口调用次数清零)',
  );
};

const judgeMenu = async (run: RunErrands, { organisation, options }: WeChatCheckContext): Promise<Finding> => {
  const lines = differences(await accountMenus(createRemoteApi(run)), menusOf(organisation.profile));
  if (lines.length === 0) return ok('the menu is that of the profile');
  const more = lines.length > 3 ? ` and ${lines.length - 3} more` : '';
  return wrong(
    `the menu differs from the profile: ${lines.slice(0, 3).join('; ')}${more}`,
    `npm run menu -- publish ${options}`,
  );
};

/** Everything that WeChat can say of the account, asked from where the account calls. */
export const checkWeChat = async (run: RunErrands, context: WeChatCheckContext): Promise<Finding[]> => {
  const [templates, subscriptions, ...quotas] = await run(errands);
  const refusal = judgeToken(templates, context);
  if (refusal !== undefined) return [refusal];
  return [
    ok('WeChat gives an access token to the account at its address'),
    await judgeMenu(run, context),
    ...judgeTemplates(context.organisation.profile, templates, subscriptions),
    ...quotaPaths.map((path, index) => judgeQuota(path, quotas[index])),
  ];
};

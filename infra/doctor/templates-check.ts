import * as z from 'zod';
import type { Profile } from '../../lib/platform/organisation.ts';
import type { Template } from '../../lib/platform/profile/notices.ts';
import type { ErrandOutcome } from '../../lib/wechat/errands.ts';
import { fieldsIn } from '../templates/account.ts';
import { type Finding, ok, wrong } from './finding.ts';

const Templates = z.object({ template_list: z.array(z.object({ template_id: z.string(), content: z.string() })) });
const Subscriptions = z.object({ data: z.array(z.object({ priTmplId: z.string(), content: z.string() })) });

const answerOf = (outcome: ErrandOutcome | undefined): unknown =>
  outcome?.kind === 'answer' ? outcome.answer : undefined;

/** Content of every template of the account by its id. */
const contents = (
  templates: ErrandOutcome | undefined,
  subscriptions: ErrandOutcome | undefined,
): Map<string, string> => {
  const own = Templates.safeParse(answerOf(templates)).data?.template_list ?? [];
  const subscribed = Subscriptions.safeParse(answerOf(subscriptions)).data?.data ?? [];
  return new Map([
    ...own.map(({ template_id, content }): [string, string] => [template_id, content]),
    ...subscribed.map(({ priTmplId, content }): [string, string] => [priTmplId, content]),
  ]);
};

const judge = (
  name: string,
  { id, title, fields, channel }: Template,
  known: ReadonlyMap<string, string>,
): Finding[] => {
  if (channel === 'customer-service') return [];
  const where = `templates.${name} (${title})`;
  if (id === '') {
    return [
      wrong(
        `${where} has no id`,
        "choose it in WeChat's back office (模板消息 or 订阅通知); npm run templates -- ids prints the setting TEMPLATE_IDS",
      ),
    ];
  }
  const content = known.get(id);
  if (content === undefined)
    return [wrong(`${where}: the account has no template ${id}`, 'enter the id that the back office shows')];
  const there = fieldsIn(content);
  const missing = Object.keys(fields).filter((field) => !there.includes(field));
  const unfilled = there.filter((field) => !Object.hasOwn(fields, field));
  if (missing.length === 0 && unfilled.length === 0) return [];
  const remedy = `make the fields in profile.yaml these: ${there.join(', ')}`;
  return [wrong(`${where} has other fields: ${[...missing, ...unfilled].join(', ')}`, remedy)];
};

/** Whether every template of the profile is one of the account's, with the same fields. */
export const judgeTemplates = (
  profile: Pick<Profile, 'templates'>,
  templates: ErrandOutcome | undefined,
  subscriptions: ErrandOutcome | undefined,
): Finding[] => {
  const known = contents(templates, subscriptions);
  const findings = Object.entries(profile.templates).flatMap(([name, template]) => judge(name, template, known));
  return findings.length === 0 ? [ok("the profile's templates are the account's")] : findings;
};

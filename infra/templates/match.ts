import { readTemplateIds, templateIdOf } from '../../lib/notices/channels/template-ids.ts';
import type { Profile } from '../../lib/platform/organisation.ts';
import type { Template } from '../../lib/platform/profile/notices.ts';
import { type AccountTemplate, kindOf } from './account.ts';

type Templates = Readonly<Record<string, Template>>;

/** What the profile asks for and what the account has, matched by title. */
export interface Matched {
  /** Ids by the profile's keys. */
  ids: Map<string, string>;
  /** A line for each template that is missing, ambiguous or has other fields. */
  faults: string[];
}

/** How the fields of the account's template differ from the profile's, in words; undefined when they are the same. */
const differingFields = ({ fields }: Template, there: AccountTemplate): string | undefined => {
  const missing = Object.keys(fields).filter((field) => !there.fields.includes(field));
  const unfilled = there.fields.filter((field) => !Object.hasOwn(fields, field));
  if (missing.length + unfilled.length === 0) return undefined;
  return `the profile has ${Object.keys(fields).join(', ')}; the account's ${there.id} has ${there.fields.join(', ')}`;
};

const ofKind = (template: Template, account: readonly AccountTemplate[]): AccountTemplate[] =>
  account.filter(({ kind }) => kind === kindOf(template.channel));

type Judged = { id?: string; fault?: string };

/** The account's template of the same title; of several, the one with the same fields. */
const matchOne = (template: Template, account: readonly AccountTemplate[]): Judged => {
  const candidates = ofKind(template, account).filter(({ title }) => title === template.title);
  const same = candidates.filter((candidate) => differingFields(template, candidate) === undefined);
  const [found] = same.length > 0 ? same : candidates;
  if (found === undefined)
    return { fault: "the account has no template of this title; choose it in WeChat's back office" };
  const several = (same.length || candidates.length) > 1 ? ['the account has several of this title'] : [];
  const fault = [...several, differingFields(template, found) ?? []].flat().join('; ');
  return fault === '' ? { id: found.id } : { id: found.id, fault };
};

const judgeAll = (templates: Templates, judge: (key: string, template: Template) => Judged): Matched => {
  const matched: Matched = { ids: new Map(), faults: [] };
  for (const [key, template] of Object.entries(templates)) {
    if (kindOf(template.channel) === undefined) continue;
    const { id, fault } = judge(key, template);
    if (id !== undefined) matched.ids.set(key, id);
    if (fault !== undefined) matched.faults.push(`${key} (${template.title}): ${fault}`);
  }
  return matched;
};

/** The account's ids for a profile's templates, by their titles. */
export const matchTemplates = (templates: Templates, account: readonly AccountTemplate[]): Matched =>
  judgeAll(templates, (_key, template) => matchOne(template, account));

/** What is wrong with the ids that a deployment uses, by the setting TEMPLATE_IDS and the profile. */
export const checkTemplates = (templates: Templates, account: readonly AccountTemplate[], setting: string): Matched => {
  const ids = readTemplateIds(setting);
  return judgeAll(templates, (key, template) => {
    const id = templateIdOf(key, template, ids);
    if (id === undefined) return { fault: 'has no id: npm run templates -- ids' };
    const there = ofKind(template, account).find((candidate) => candidate.id === id);
    if (there === undefined) return { fault: `the account has no template ${id}` };
    const fault = differingFields(template, there);
    return fault === undefined ? { id } : { id, fault };
  });
};

/** The setting TEMPLATE_IDS. */
export const settingOf = (ids: ReadonlyMap<string, string>): string =>
  [...ids].map(([key, id]) => `${key}=${id}`).join(',');

/** A profile with the ids that the setting TEMPLATE_IDS gives. */
export const withTemplateIds = <Some extends Pick<Profile, 'templates'>>(profile: Some, setting: string): Some => {
  const ids = readTemplateIds(setting);
  const entries = Object.entries(profile.templates);
  const templates = entries.map(([key, template]) => [
    key,
    { ...template, id: templateIdOf(key, template, ids) ?? '' },
  ]);
  return { ...profile, templates: Object.fromEntries(templates) };
};

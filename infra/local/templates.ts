import { readTemplateIds, type TemplateIds, templateIdOf } from '../../lib/notices/channels/template-ids.ts';
import { AppError } from '../../lib/platform/errors.ts';
import type { Profile } from '../../lib/platform/organisation.ts';

type Templates = Pick<Profile, 'templates'>;

/** Numbers of the local templates of text messages; the operator's own are longer. */
const firstSmsId = 200_001;

/** Ids of the text messages that stand in for notices, `<key>-sms`, where neither the setting nor the profile gives one. */
const localSmsIds = (templates: Profile['templates'], given: TemplateIds): string[] =>
  Object.entries(templates)
    .filter(([, { sms }]) => sms !== undefined)
    .map(([key, { sms }], place) => `${key}-sms=${given.get(`${key}-sms`) || sms?.templateId || firstSmsId + place}`);

/** TEMPLATE_IDS of a local stack: every template of the profile has an id, `local-<key>` where neither the setting nor the profile gives one. */
export const localTemplateIds = ({ templates }: Templates, setting: string): string => {
  const given = readTemplateIds(setting);
  const atWeChat = Object.entries(templates)
    .filter(([, { channel }]) => channel !== 'customer-service')
    .map(([key, template]) => `${key}=${templateIdOf(key, template, given) ?? `local-${key}`}`);
  return [...atWeChat, ...localSmsIds(templates, given)].join(',');
};

/** Makes the templates that TEMPLATE_IDS names known to the simulator, as if the account had chosen them in WeChat's back office. */
export const seedTemplates = async (simulatorUrl: string, { templates }: Templates, setting: string): Promise<void> => {
  for (const [key, template_id] of readTemplateIds(setting)) {
    const template = templates[key];
    if (template === undefined) continue;
    const body = JSON.stringify({ template_id, title: template.title, fields: template.fields });
    const answer = await fetch(`${simulatorUrl}/control/templates`, { method: 'POST', body });
    if (answer.ok) continue;
    throw new AppError(
      'template_not_seeded',
      'give-up',
      `the simulator refuses the template ${key}: ${await answer.text()}`,
    );
  }
};

import type { Template } from '../../platform/profile/notices.ts';
import type { Reason } from '../model.ts';

/** Ids of the account's templates by the profile's keys. */
export type TemplateIds = ReadonlyMap<string, string>;

/** Reads the setting TEMPLATE_IDS: `key=id`, separated by commas. */
export const readTemplateIds = (setting: string): TemplateIds =>
  new Map(
    setting
      .split(',')
      .map((pair) => pair.trim().split('='))
      .flatMap(([key = '', id = '']): [string, string][] => (key === '' || id === '' ? [] : [[key, id]])),
  );

/** The id of a template at WeChat: the setting's, else the profile's; undefined where neither has one. */
export const templateIdOf = (key: string, template: Pick<Template, 'id'>, ids: TemplateIds): string | undefined =>
  ids.get(key) || template.id || undefined;

/** The profile's templates, their text messages with the ids that the setting gives under `<key>-sms`. */
export const withSmsIds = (
  templates: Readonly<Record<string, Template>>,
  ids: TemplateIds,
): Readonly<Record<string, Template>> =>
  Object.fromEntries(
    Object.entries(templates).map(([key, template]) => {
      const templateId = ids.get(`${key}-sms`);
      if (template.sms === undefined || templateId === undefined) return [key, template];
      return [key, { ...template, sms: { ...template.sms, templateId } }];
    }),
  );

/** Why nothing of a notice can go, or be confirmed, while its template has no id. A customer-service message needs none. */
export const missingTemplateId = (
  key: string,
  template: Pick<Template, 'id' | 'title' | 'channel'>,
  ids: TemplateIds,
): Reason | undefined =>
  template.channel === 'customer-service' || templateIdOf(key, template, ids) !== undefined
    ? undefined
    : {
        code: 'template_id_missing',
        message: `模板“${template.title}”（${key}）还没有编号。请在公众平台添加这个模板，运行 npm run templates -- ids 得到编号，填入 TEMPLATE_IDS 后重新部署。`,
      };

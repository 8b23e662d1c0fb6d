import type { Template } from '../../platform/profile/notices.ts';
import type { Preview } from '../port.ts';
import { addressOf } from './link.ts';

type Fields = Readonly<Record<string, string>>;

/** The parameters of the text message that stands in for the notice, in the order of its template at Tencent Cloud. */
export const smsParameters = (sms: NonNullable<Template['sms']>, fields: Fields): string[] =>
  sms.parameters.map((key) => fields[key] ?? '');

const smsLine = (sms: NonNullable<Template['sms']>, fields: Fields): string =>
  `短信模板 ${sms.templateId || '（未填）'}：${smsParameters(sms, fields).join('，')}`;

/** A notice as the follower will see it: the card's title, its lines in the template's order, where it leads. */
export const previewOf = (
  template: Pick<Template, 'title' | 'fields' | 'sms'>,
  fields: Fields,
  link: string | undefined,
  publicUrl: string,
): Preview => ({
  title: template.title,
  lines: Object.entries(template.fields).map(([key, label]) => ({ label, value: fields[key] ?? '' })),
  ...(link === undefined ? {} : { link: addressOf(publicUrl, link) }),
  ...(template.sms === undefined ? {} : { sms: smsLine(template.sms, fields) }),
});

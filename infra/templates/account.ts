import * as z from 'zod';
import type { TemplateChannel } from '../../lib/platform/profile/notices.ts';
import type { WeChatApi } from '../../lib/wechat/api.ts';

/** A template that the account has chosen in WeChat's back office. */
export interface AccountTemplate {
  id: string;
  title: string;
  /** Keys of its fields, such as `thing1`. */
  fields: string[];
  kind: 'template' | 'subscription';
}

/** The part of WeChat's API that templates need. */
export type TemplateApi = Pick<WeChatApi, 'get'>;

const Own = z.object({
  template_list: z.array(z.object({ template_id: z.string(), title: z.string(), content: z.string() })),
});
const Subscribed = z.object({
  data: z.array(z.object({ priTmplId: z.string(), title: z.string(), content: z.string() })),
});

/** Keys of the fields in a template's content: `{{thing1.DATA}}`. */
export const fieldsIn = (content: string): string[] =>
  [...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, field = '']) => field);

/** By which of the account's two lists a channel's templates are found; customer-service messages need none. */
export const kindOf = (channel: TemplateChannel): AccountTemplate['kind'] | undefined => {
  if (channel === 'customer-service') return undefined;
  return channel === 'template' ? 'template' : 'subscription';
};

/** Every template of the account (获取已添加至帐号下所有模板列表; 订阅通知: 获取私有模板列表). */
export const accountTemplates = async (api: TemplateApi): Promise<AccountTemplate[]> => {
  const { template_list } = Own.parse(await api.get('/cgi-bin/template/get_all_private_template'));
  const { data } = Subscribed.parse(await api.get('/wxaapi/newtmpl/gettemplate'));
  return [
    ...template_list.map(
      ({ template_id, title, content }): AccountTemplate => ({
        ...{ id: template_id, title, fields: fieldsIn(content) },
        kind: 'template',
      }),
    ),
    ...data.map(
      ({ priTmplId, title, content }): AccountTemplate => ({
        ...{ id: priTmplId, title, fields: fieldsIn(content) },
        kind: 'subscription',
      }),
    ),
  ];
};

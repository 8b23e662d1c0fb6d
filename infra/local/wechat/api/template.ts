import * as z from 'zod';
import type { HttpAnswer } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { nextNumber, randomText, templateMessageId } from '../ids.ts';
import { reportNoticeLater } from '../notices/report.ts';
import { addToChat } from '../people/chat.ts';
import type { Follower, Template } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { counted, type Recipient, recipientOf, sentAnswer, silently } from './recipient.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';
import { type ShownField, shownOfTemplate } from './template-fields.ts';
import { libraryTemplate } from './template-library.ts';

/** `data` with further members (`color`) let through. */
export const Data = z.record(z.string(), z.looseObject({ value: z.union([z.string(), z.number()]).transform(String) }));

const SendRequest = z.looseObject({
  touser: z.string(),
  template_id: z.string(),
  url: z.string().optional(),
  client_msg_id: z.string().optional(),
  data: Data,
});
const AddRequest = z.object({ template_id_short: z.string(), keyword_name_list: z.array(z.string()).optional() });

const mostTemplates = 25;

const statuses: Record<Follower['notices'], string> = {
  arrive: 'success',
  blocked: 'failed:user block',
  fail: 'failed: system failed',
};

interface Notice {
  template: Template;
  fields: ShownField[];
  data: string;
  url?: string | undefined;
}

/** The account's template with this id. Throws 40037. */
export const templateOf = (world: World, id: string): Template => {
  const template = world.state.templates.find(({ template_id }) => template_id === id);
  if (!template) throw new ApiError(40037);
  return template;
};

const answerOf = (number: number): HttpAnswer => sentAnswer(templateMessageId(number));

/** Everything that a send to one person changes. */
const deliverCard = async (world: World, to: Recipient, notice: Notice, number: number): Promise<void> => {
  const { openid, notices } = to;
  const { template, fields, data, url } = notice;
  world.counts.accept(template.template_id, data, to, world.now());
  if (notices === 'arrive' && to.crowd === undefined) {
    const content = { type: 'template' as const, title: template.title, fields, ...(url ? { url } : {}) };
    addToChat(world, openid, 'template', content);
  }
  if (to.crowd?.withoutReceipts) return;
  await reportNoticeLater(world, {
    kind: 'template',
    openid,
    messageId: templateMessageId(number),
    templateId: template.template_id,
    status: statuses[notices],
    notice: world.counts.nameOf(template.template_id, data),
    silent: to.crowd !== undefined,
  });
};

const send = (world: World, call: HttpCall) => {
  const request = readBody(call, SendRequest);
  const template = templateOf(world, request.template_id);
  const data = JSON.stringify(request.data);
  return counted(world, template, data, async () => {
    const to = recipientOf(world, request.touser);
    if (!to.following) throw new ApiError(43004);
    if (to.blacklisted) throw new ApiError(43019);
    const fields = shownOfTemplate(template, request.data);
    const { client_msg_id: id } = request;
    const repeated = id ? world.repetitions.find(to.openid, id, world.now()) : undefined;
    if (repeated !== undefined) {
      world.counts.repeat(template.template_id, data);
      return answerOf(repeated);
    }
    const number = nextNumber(world);
    if (id) world.repetitions.remember(to.openid, id, number, world.now());
    await deliverCard(world, to, { template, fields, data, url: request.url }, number);
    return to.crowd === undefined ? answerOf(number) : silently(answerOf(number));
  });
};

const add = (world: World, call: HttpCall) => {
  const { template_id_short, keyword_name_list } = readBody(call, AddRequest);
  if (world.state.templates.length >= mostTemplates) throw new ApiError(45026);
  const found = libraryTemplate(template_id_short, keyword_name_list);
  if (!found) throw new ApiError(40037);
  const template_id = randomText(43);
  world.state.templates.push({ ...found, template_id });
  world.changed();
  return ok({ template_id });
};

const remove = (world: World, call: HttpCall) => {
  const { template_id } = readBody(call, z.object({ template_id: z.string() }));
  templateOf(world, template_id);
  world.state.templates = world.state.templates.filter((template) => template.template_id !== template_id);
  world.changed();
  return ok();
};

const blocked = () => ok({ msginfo: [] });

/** Template messages with their receipts (模板消息). */
export const templateRoutes: ApiRoute[] = [
  post('/cgi-bin/message/template/send', send, { daily: 100_000 }),
  post('/cgi-bin/template/api_add_template', add),
  get('/cgi-bin/template/get_all_private_template', (world) => ({ template_list: world.state.templates })),
  post('/cgi-bin/template/del_private_template', remove),
  post('/cgi-bin/template/api_set_industry', () => ok()),
  get('/cgi-bin/template/get_industry', () => ({
    primary_industry: { first_class: '政府与公共事业', second_class: '公共事业' },
    secondary_industry: { first_class: '其它', second_class: '其它' },
  })),
  post('/wxa/sec/queryblocktmplmsg', blocked),
];

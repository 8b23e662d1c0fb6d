import * as z from 'zod';
import { reportLater } from '../acts/report.ts';
import type { HttpCall } from '../http/call.ts';
import { nextTemplateMessageId, randomText } from '../ids.ts';
import { addToChat } from '../people/chat.ts';
import type { Follower, Template } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { followerOf } from './people.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';
import { shownOfTemplate } from './template-fields.ts';
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
const sameSendMs = 10 * 60_000;

const statuses: Record<Follower['notices'], string> = {
  arrive: 'success',
  blocked: 'failed:user block',
  fail: 'failed: system failed',
};

/** The account's template with this id. Throws 40037. */
export const templateOf = (world: World, id: string): Template => {
  const template = world.state.templates.find(({ template_id }) => template_id === id);
  if (!template) throw new ApiError(40037);
  return template;
};

/** The message id of an equal send within ten minutes: such a repetition reaches nobody. */
const earlier = (world: World, openid: string, clientMsgId: string | undefined): string | undefined => {
  const sent = clientMsgId ? world.state.clientMsgIds[`${openid} ${clientMsgId}`] : undefined;
  return sent && world.now() - sent.at < sameSendMs ? sent.msgid : undefined;
};

/** Keeps the id for as long as it counts; old ones go now and then. */
const remember = (world: World, openid: string, clientMsgId: string, msgid: string): void => {
  const { clientMsgIds } = world.state;
  clientMsgIds[`${openid} ${clientMsgId}`] = { at: world.now(), msgid };
  if (!msgid.endsWith('000')) return;
  for (const [key, { at }] of Object.entries(clientMsgIds))
    if (world.now() - at >= sameSendMs) delete clientMsgIds[key];
};

const send = async (world: World, call: HttpCall) => {
  const request = readBody(call, SendRequest);
  const template = templateOf(world, request.template_id);
  const person = followerOf(world, request.touser);
  if (person.blacklisted) throw new ApiError(43019);
  const fields = shownOfTemplate(template, request.data);
  const repeated = earlier(world, person.openid, request.client_msg_id);
  if (repeated) return ok({ msgid: BigInt(repeated) });
  const msgid = nextTemplateMessageId(world);
  const { openid, notices } = person;
  if (request.client_msg_id) remember(world, openid, request.client_msg_id, msgid);
  const url = request.url ? { url: request.url } : {};
  if (notices === 'arrive')
    addToChat(world, openid, 'template', { type: 'template', title: template.title, fields, ...url });
  await reportLater(world, openid, 'TEMPLATESENDJOBFINISH', ['MsgID', BigInt(msgid)], ['Status', statuses[notices]]);
  return ok({ msgid: BigInt(msgid) });
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

import * as z from 'zod';
import { json } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { nextTemplateMessageId } from '../ids.ts';
import { reportNoticeLater } from '../notices/report.ts';
import { addToChat } from '../people/chat.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { counted, type Recipient, recipientOf, silently } from './recipient.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';
import { Data, templateOf } from './template.ts';
import { shownOfSubscription } from './template-fields.ts';

const SendRequest = z.looseObject({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().optional(),
  data: Data,
});

/** Stands for a consent that is not used up (长期订阅). */
export const longTerm = -1;

/** One consent, one message; throws 43101 when none is left. */
const useConsent = (world: World, { person, crowd }: Recipient, templateId: string): void => {
  if (crowd !== undefined) {
    if (!crowd.longTerm.includes(templateId)) throw new ApiError(43101);
    return;
  }
  const left = person?.consents[templateId] ?? 0;
  if (person === undefined || left === 0) throw new ApiError(43101);
  if (left !== longTerm) person.consents[templateId] = left - 1;
  world.changed();
};

const send = (world: World, call: HttpCall) => {
  const request = readBody(call, SendRequest);
  const template = templateOf(world, request.template_id);
  const { template_id } = template;
  const data = JSON.stringify(request.data);
  return counted(world, template, data, async () => {
    const to = recipientOf(world, request.touser);
    const fields = shownOfSubscription(template, request.data);
    useConsent(world, to, template_id);
    world.counts.accept(template_id, data, to, world.now());
    const url = request.page ? { url: request.page } : {};
    if (to.crowd === undefined)
      addToChat(world, to.openid, 'subscription', { type: 'template', title: template.title, fields, ...url });
    await reportNoticeLater(world, {
      kind: 'subscription',
      openid: to.openid,
      messageId: nextTemplateMessageId(world),
      templateId: template_id,
      status: 'success',
      notice: world.counts.nameOf(template_id, data),
      silent: to.crowd !== undefined,
    });
    return to.crowd === undefined ? json(ok()) : silently(json(ok()));
  });
};

const templates = (world: World) =>
  ok({
    data: world.state.templates.map(({ template_id, title, content, example }) => ({
      ...{ priTmplId: template_id, title, content, example },
      type: 3,
    })),
  });

/** Subscription notices, sent against consents (订阅通知). */
export const subscriptionRoutes: ApiRoute[] = [
  post('/cgi-bin/message/subscribe/bizsend', send),
  get('/wxaapi/newtmpl/gettemplate', templates),
  get('/wxaapi/newtmpl/getcategory', () => ok({ data: [{ id: 612, name: '公共事业' }] })),
];

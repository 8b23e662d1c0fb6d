import * as z from 'zod';
import { reportLater } from '../acts/report.ts';
import type { HttpCall } from '../http/call.ts';
import { nextTemplateMessageId } from '../ids.ts';
import { addToChat } from '../people/chat.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { personOf } from './people.ts';
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

const send = async (world: World, call: HttpCall) => {
  const request = readBody(call, SendRequest);
  const template = templateOf(world, request.template_id);
  const person = personOf(world, request.touser);
  const fields = shownOfSubscription(template, request.data);
  const left = person.consents[request.template_id] ?? 0;
  if (left === 0) throw new ApiError(43101);
  if (left !== longTerm) person.consents[request.template_id] = left - 1;
  const { openid } = person;
  const url = request.page ? { url: request.page } : {};
  addToChat(world, openid, 'subscription', { type: 'template', title: template.title, fields, ...url });
  await reportLater(world, openid, 'subscribe_msg_sent_event', [
    'SubscribeMsgSentEvent',
    [
      [
        'List',
        [
          ['TemplateId', request.template_id],
          ['MsgID', nextTemplateMessageId(world)],
          ['ErrorCode', '0'],
          ['ErrorStatus', 'success'],
        ],
      ],
    ],
  ]);
  return ok();
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

import * as z from 'zod';
import { report } from '../acts/report.ts';
import { beijingDay, beijingMonth } from '../beijing-time.ts';
import type { ChatContent } from '../contract.ts';
import type { HttpCall } from '../http/call.ts';
import { nextNumber } from '../ids.ts';
import { addToChat } from '../people/chat.ts';
import { followersNow } from '../people/followers.ts';
import type { Follower, MassJob } from '../state.ts';
import type { World } from '../world.ts';
import { contentOf, type Sendable } from './custom-content.ts';
import { ApiError, ok } from './error.ts';
import { followerOf, personOf } from './people.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const common = { msgtype: z.string(), clientmsgid: z.string().optional() };
const AllRequest = z.looseObject({
  ...common,
  filter: z.object({ is_to_all: z.boolean().optional(), tag_id: z.number().optional() }),
});
const ListRequest = z.looseObject({ ...common, touser: z.array(z.string()) });
const PreviewRequest = z.looseObject({ ...common, touser: z.string() });
const JobRequest = z.object({ msg_id: z.union([z.string(), z.number()]).transform(String) });

const perMonth = 4;
/** Who reads results: no follower. */
const administrator = 'oAdministratorOfTheAccount0';

/** A mass image is named by `images.media_ids`; otherwise as in customer-service messages. */
const massContent = (world: World, request: Sendable): ChatContent => {
  const images = z.object({ images: z.object({ media_ids: z.array(z.string()).min(1) }) }).safeParse(request);
  if (request.msgtype !== 'image' || !images.success) return contentOf(world, request);
  return contentOf(world, { msgtype: 'image', image: { media_id: images.data.images.media_ids[0] } });
};

const checkClientId = (world: World, clientId: string | undefined): void => {
  if (clientId === undefined) return;
  if (Buffer.byteLength(clientId) > 64) throw new ApiError(45067);
  const job = world.state.mass.find(({ clientMsgId }) => clientMsgId === clientId);
  if (job) throw new ApiError(45065, '', { msg_id: BigInt(job.msgId), msg_data_id: BigInt(job.dataId) });
};

const checkAllQuota = (world: World): void => {
  const toAll = world.state.mass.filter((job) => job.toAll);
  const now = world.now();
  const today = toAll.filter((job) => beijingDay(job.at) === beijingDay(now));
  const month = toAll.filter((job) => beijingMonth(job.at) === beijingMonth(now));
  if (today.length >= 1 || month.length >= perMonth) throw new ApiError(45028);
};

const deliverTo = (world: World, person: Follower, content: ChatContent): boolean => {
  const month = beijingMonth(world.now());
  const received = person.massReceived[month] ?? 0;
  if (received >= perMonth || person.muted) return false;
  person.massReceived[month] = received + 1;
  addToChat(world, person.openid, 'mass', content);
  return true;
};

const finish = async (world: World, job: MassJob, people: Follower[], content: ChatContent): Promise<void> => {
  const audience = people.filter((person) => person.following);
  const sent = audience.filter((person) => deliverTo(world, person, content)).length;
  job.status = 'SEND_SUCCESS';
  world.changed();
  await report(
    world,
    administrator,
    'MASSSENDJOBFINISH',
    ['MsgID', BigInt(job.msgId)],
    ['Status', 'send success'],
    ['TotalCount', people.length],
    ['FilterCount', audience.length],
    ['SentCount', sent],
    ['ErrorCount', audience.length - sent],
  );
};

const start = (
  world: World,
  request: Sendable & { clientmsgid?: string | undefined },
  people: Follower[],
  toAll: boolean,
) => {
  checkClientId(world, request.clientmsgid);
  const content = massContent(world, request);
  if (toAll) checkAllQuota(world);
  const job: MassJob = {
    msgId: String(3_147_483_600 + nextNumber(world)),
    dataId: String(2_247_483_600 + nextNumber(world)),
    status: 'SENDING',
    at: world.now(),
    toAll,
    ...(request.clientmsgid === undefined ? {} : { clientMsgId: request.clientmsgid }),
  };
  world.state.mass.push(job);
  world.receipts.later(world.tuning.receiptDelayMs ?? 300, () => finish(world, job, people, content));
  const errmsg = 'send job submission success';
  return ok({ errmsg, msg_id: BigInt(job.msgId), msg_data_id: BigInt(job.dataId) });
};

const toAllOrTag = (world: World, call: HttpCall) => {
  const request = readBody(call, AllRequest);
  const { is_to_all, tag_id } = request.filter;
  if (is_to_all) return start(world, request, followersNow(world), true);
  if (!world.state.tags.some(({ id }) => id === tag_id)) throw new ApiError(45159);
  const people = followersNow(world).filter((person) => person.tags.includes(tag_id ?? -1));
  return start(world, request, people, false);
};

const toList = (world: World, call: HttpCall) => {
  const request = readBody(call, ListRequest);
  const openids = [...new Set(request.touser)];
  if (openids.length < 2 || openids.length > 10_000) throw new ApiError(40032);
  const people = openids.map((openid) => personOf(world, openid));
  return start(world, request, people, false);
};

const preview = (world: World, call: HttpCall) => {
  const request = readBody(call, PreviewRequest);
  const person = followerOf(world, request.touser);
  addToChat(world, person.openid, 'mass', massContent(world, request));
  return ok({ errmsg: 'preview success', msg_id: BigInt(3_147_483_600 + nextNumber(world)) });
};

const jobOf = (world: World, call: HttpCall): MassJob => {
  const { msg_id } = readBody(call, JobRequest);
  const job = world.state.mass.find(({ msgId }) => msgId === msg_id);
  if (!job) throw new ApiError(40097);
  return job;
};

const status = (world: World, call: HttpCall) => {
  const job = jobOf(world, call);
  return { msg_id: BigInt(job.msgId), msg_status: job.status };
};

const remove = (world: World, call: HttpCall) => {
  jobOf(world, call).status = 'DELETE';
  world.changed();
  return ok();
};

/** Mass messages with the monthly count of each follower (群发). */
export const massRoutes: ApiRoute[] = [
  post('/cgi-bin/message/mass/sendall', toAllOrTag),
  post('/cgi-bin/message/mass/send', toList),
  post('/cgi-bin/message/mass/preview', preview, { daily: 100 }),
  post('/cgi-bin/message/mass/get', status),
  post('/cgi-bin/message/mass/delete', remove),
  get('/cgi-bin/message/mass/speed/get', () => ({ speed: 3, realspeed: 15 })),
];

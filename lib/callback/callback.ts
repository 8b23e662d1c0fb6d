import { describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Enqueue } from '../platform/queue.ts';
import { sealReply } from '../wechat/envelope.ts';
import type { Incoming } from '../wechat/incoming.ts';
import { encodeReply, noReply, type Reply } from '../wechat/reply.ts';
import { type AnsweringDeps, answer } from './answering.ts';
import type { Credentials } from './credentials.ts';
import { type AnswerRoute, routeOf } from './dispatch.ts';
import type { CallbackRequest, CallbackResponse } from './http.ts';
import { type Received, type ReceiveSettings, receive, verifyUrl } from './receive.ts';

/** What the callback needs. */
export interface CallbackDeps extends AnsweringDeps {
  settings: ReceiveSettings & { replyDeadlineMs: number };
  credentials: () => Promise<Credentials>;
  enqueueReceipt: Enqueue<Incoming>;
  log: Log;
}

/** All refusals look alike, so that nobody learns which check failed. */
const refused: CallbackResponse = { status: 403, body: '' };

/**
 * A fault of ours leaves an event that must happen to the queue, which tries again for days;
 * who waits for a reply gets an apology rather than WeChat's own notice.
 */
const afterFault = async (deps: CallbackDeps, incoming: Incoming, route: AnswerRoute, error: unknown) => {
  const { code, message } = describeError(error);
  deps.log.error('callback_failed', { code, reason: message });
  if (route.mustHappen) await deps.enqueueReceipt(incoming);
  return route.silent ? noReply : deps.apology;
};

const replyTo = async (deps: CallbackDeps, incoming: Incoming, request: CallbackRequest): Promise<Reply> => {
  const route = routeOf(incoming);
  if (incoming.kind === 'unknown' || route.kind === 'ignore') {
    deps.log.info('unknown_kind', { kind: 'msgType' in incoming ? incoming.msgType : '' });
    return noReply;
  }
  if (route.kind === 'receipt') {
    await deps.enqueueReceipt(incoming);
    return noReply;
  }
  const deadline = request.receivedAt + deps.settings.replyDeadlineMs;
  try {
    return await answer(deps, incoming, route, { deadline, requestId: request.requestId });
  } catch (error) {
    return afterFault(deps, incoming, route, error);
  }
};

const encode = (reply: Reply, { incoming, seal }: Received, now: number): string => {
  const timestamp = Math.floor(now / 1000);
  const xml = encodeReply(reply, { to: incoming.openid, from: incoming.toUserName, createTime: timestamp });
  return seal === undefined || xml === 'success' ? xml : sealReply({ xml, timestamp, ...seal });
};

const handlePost = async (deps: CallbackDeps, request: CallbackRequest): Promise<CallbackResponse> => {
  const received = receive(request, deps.settings, await deps.credentials(), deps.now());
  const reply = await replyTo(deps, received.incoming, request);
  return { status: 200, body: encode(reply, received, deps.now()) };
};

const handleGet = async (deps: CallbackDeps, request: CallbackRequest): Promise<CallbackResponse> => ({
  status: 200,
  body: verifyUrl(request, deps.settings, await deps.credentials(), deps.now()),
});

/**
 * The door that WeChat knocks at: verify, decrypt, parse; claim, dispatch; encode, encrypt. Whoever is not WeChat gets 403 and an empty body
 * before any work is done. Throws only what is worth a repeated delivery: the queue of receipts or the secrets out of reach.
 */
export const createCallback =
  (deps: CallbackDeps) =>
  async (request: CallbackRequest): Promise<CallbackResponse> => {
    const log = deps.log.with({ requestId: request.requestId });
    try {
      return await (request.method === 'GET' ? handleGet : handlePost)({ ...deps, log }, request);
    } catch (error) {
      const { kind, code } = describeError(error);
      if (kind !== 'reject') throw error;
      log.warn('callback_refused', { reason: code });
      return refused;
    }
  };

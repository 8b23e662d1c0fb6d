import type { FollowerEvent } from '../callback/answering.ts';
import { createClaims } from '../callback/claims.ts';
import { createKeptAnswers } from '../followers/kept-answers.ts';
import { createLedger } from '../followers/ledger.ts';
import { createFollowers } from '../followers/store.ts';
import type { Organisation } from '../platform/organisation.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { WeChatApi } from '../wechat/api.ts';
import { sendCustomerServiceMessage, toCustomerServiceMessage } from '../wechat/customer-service.ts';
import type { Reply } from '../wechat/reply.ts';
import type { Answer } from './answer.ts';
import { createLateDelivery } from './late-delivery.ts';
import { createResponder } from './responder.ts';

const sender = (api: WeChatApi) => async (openid: string, reply: Reply) => {
  const message = toCustomerServiceMessage(reply);
  return message === undefined ? { kind: 'sent' as const } : sendCustomerServiceMessage(api, openid, message);
};

/** Below the functions' own limit of 30 s, so that the apology still goes out. */
const patienceMs = 25_000;

/** The handler of a function that answers followers. */
export const createAnsweringFunction = (
  options: { organisation: Organisation; runtime: Runtime; api: WeChatApi },
  answers: (event: FollowerEvent) => Promise<Answer>,
): ((event: FollowerEvent) => Promise<Reply>) => {
  const { organisation, runtime, api } = options;
  const { table, now, sleep } = runtime;
  const keptAnswers = createKeptAnswers(table);
  return (event) => {
    const log = runtime.log.with({ requestId: event.requestId });
    const ledger = createLedger(table);
    const lateDelivery = createLateDelivery({ ledger, keptAnswers, send: sender(api), now, log });
    const claims = createClaims(table);
    const followers = createFollowers(table);
    const deps = { organisation, claims, followers, keptAnswers, lateDelivery, patienceMs, now, sleep, log };
    return createResponder(deps, answers)(event);
  };
};

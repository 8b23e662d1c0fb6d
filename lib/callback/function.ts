import { BlockList, isIP } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createFollowers } from '../followers/store.ts';
import type { Settings } from '../platform/config.ts';
import { createInvoke } from '../platform/functions.ts';
import { createQueue } from '../platform/queue.ts';
import { openSecrets, type Runtime } from '../platform/runtime.ts';
import type { Incoming } from '../wechat/incoming.ts';
import { textReply } from '../wechat/reply.ts';
import { type CallbackDeps, createCallback } from './callback.ts';
import { createClaims } from './claims.ts';
import { readCredentials } from './credentials.ts';
import { fromApiGateway, toApiGateway } from './http.ts';

/** Names of the callback's settings. */
export const callbackSettings = [
  'TABLE_NAME',
  'LOG_LEVEL',
  'SECRETS_PATH',
  'RECEIPTS_QUEUE_URL',
  'ON_MESSAGE_FUNCTION',
  'ON_MENU_FUNCTION',
  'ON_SUBSCRIBE_FUNCTION',
  'WECHAT_APP_ID',
  'WECHAT_ORIGINAL_ID',
  'WECHAT_SECURITY_MODE',
  'WECHAT_REPLY_DEADLINE_MS',
  'WECHAT_TIMESTAMP_WINDOW_S',
  'WECHAT_CALLBACK_IPS',
] as const satisfies (keyof Settings)[];
type CallbackSettings = Pick<Settings, (typeof callbackSettings)[number]>;

/** WeChat sends a few hundred kilobytes at most. */
const maximumBodyBytes = 1024 * 1024;

/** Addresses and CIDR ranges, separated by commas; undefined for none. */
export const allowedIps = (list: string): BlockList | undefined => {
  const entries = list.split(',').flatMap((entry) => entry.trim() || []);
  if (entries.length === 0) return undefined;
  const allowed = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(prefix), family);
  }
  return allowed;
};

const receiveSettings = (settings: CallbackSettings): CallbackDeps['settings'] => ({
  mode: settings.WECHAT_SECURITY_MODE,
  originalId: settings.WECHAT_ORIGINAL_ID,
  timestampWindowMs: settings.WECHAT_TIMESTAMP_WINDOW_S * 1000,
  maximumBodyBytes,
  allowedIps: allowedIps(settings.WECHAT_CALLBACK_IPS),
  replyDeadlineMs: settings.WECHAT_REPLY_DEADLINE_MS,
});

/** The handler of `callback`. Secrets, functions and the queue are reached at first use. */
export const createCallbackFunction = (options: { settings: CallbackSettings; runtime: Runtime; apology: string }) => {
  const { settings, runtime, apology } = options;
  const { table, now, sleep, log } = runtime;
  const secrets = openSecrets(settings);
  const followers = createFollowers(table);
  const callback = createCallback({
    settings: receiveSettings(settings),
    credentials: () => readCredentials(secrets, settings.WECHAT_APP_ID),
    claims: createClaims(table),
    touch: followers.touch,
    findFollower: followers.get,
    invoke: createInvoke(new LambdaClient({ maxAttempts: 1 }), sleep),
    functionNames: {
      'on-message': settings.ON_MESSAGE_FUNCTION,
      'on-menu': settings.ON_MENU_FUNCTION,
      'on-subscribe': settings.ON_SUBSCRIBE_FUNCTION,
    },
    enqueueReceipt: createQueue<Incoming>(new SQSClient({ maxAttempts: 3 }), settings.RECEIPTS_QUEUE_URL),
    apology: textReply(apology),
    now,
    sleep,
    log,
  });
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    toApiGateway(await callback(fromApiGateway(event)));
};

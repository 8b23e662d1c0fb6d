import { setTimeout as pause } from 'node:timers/promises';
import type { ChatContent, Delivered } from '../contract.ts';
import { addTip, addToChat, bannerText } from '../people/chat.ts';
import { logWire } from '../wire.ts';
import type { World } from '../world.ts';
import { type Attempt, attempt } from './attempt.ts';
import { type Envelope, seal, stampAt, withQuery } from './envelope.ts';
import { BadReply, openReply } from './open.ts';
import { type DecodedReply, decodeReply } from './reply.ts';
import { type Element, writeElements } from './xml.ts';

/** Something WeChat tells the account. */
export interface Callback {
  openid: string;
  /** Everything after ToUserName, FromUserName and CreateTime; `raw` XML for kinds the simulator does not know. */
  elements: Element[] | string;
  /** Whether the follower can be answered: decides on reply and banner. */
  replyPossible: boolean;
  /** Articles that a news reply may have: 1 after a message, 8 after other acts. */
  mostArticles?: number;
  /** Kept in the wire log only when the account did not take it. */
  silent?: boolean;
}

type Judged =
  | { kind: 'silent'; note?: string }
  | { kind: 'reply'; clear: string; reply: DecodedReply }
  | { kind: 'bad'; note: string; clear?: string }
  | { kind: 'again'; note: string };

const judge = (world: World, callback: Callback, result: Attempt): Judged => {
  if (result.kind === 'failed') return { kind: 'again', note: result.reason };
  if (result.status !== 200) return { kind: 'again', note: `status ${result.status}, expected 200` };
  if (result.body === '' || result.body === 'success') return { kind: 'silent' };
  if (!callback.replyPossible) return { kind: 'silent', note: 'a reply to an event that takes none is ignored' };
  let clear: string | undefined;
  try {
    const opened = openReply(world.options.account, result.body);
    clear = opened.clear;
    return { kind: 'reply', clear, reply: decodeReply(world, opened.xml, callback.openid, callback.mostArticles ?? 1) };
  } catch (error) {
    if (!(error instanceof BadReply)) throw error;
    return { kind: 'bad', note: error.message, ...(clear === undefined ? {} : { clear }) };
  }
};

const clearElements = (world: World, callback: Callback): string => {
  const head = writeElements([
    ['ToUserName', world.options.account.originalId],
    ['FromUserName', callback.openid],
    ['CreateTime', Math.floor(world.now() / 1000)],
  ]);
  const rest = typeof callback.elements === 'string' ? callback.elements : writeElements(callback.elements);
  return `${head}\n${rest}`;
};

interface Exchange {
  callback: Callback;
  number: number;
  envelope: Envelope;
  clear: string;
  result: Attempt;
  judged: Judged;
}

const logExchange = (world: World, { callback, number, envelope, clear, result, judged }: Exchange): void => {
  const answer =
    result.kind === 'answered' ? { status: result.status, responseBody: result.body.slice(0, 20_000) } : {};
  logWire(world, {
    openid: callback.openid,
    direction: 'to-account',
    method: 'POST',
    path: new URL(world.options.account.callbackUrl).pathname,
    query: envelope.query,
    attempt: number,
    elapsedMs: result.elapsedMs,
    requestBody: envelope.body,
    requestClear: `<xml>\n${clear}\n</xml>`,
    ...answer,
    ...('clear' in judged && judged.clear !== undefined ? { responseClear: judged.clear } : {}),
    ...('note' in judged && judged.note ? { note: judged.note } : {}),
  });
};

const once = async (world: World, callback: Callback, clear: string, number: number): Promise<Judged> => {
  const { account } = world.options;
  const envelope = seal(account, clear, callback.openid, stampAt(world.now()));
  const url = withQuery(account.callbackUrl, envelope.query);
  const result = await attempt(url, envelope.body, world.tuning.timeoutMs ?? 5000);
  const judged = judge(world, callback, result);
  if (!callback.silent || judged.kind !== 'silent')
    logExchange(world, { callback, number, envelope, clear, result, judged });
  return judged;
};

const transfer = (world: World, openid: string, account: string): ChatContent => {
  world.state.waiting = world.state.waiting.filter((waiting) => waiting.openid !== openid);
  world.state.waiting.push({ openid, since: world.now(), account });
  world.changed();
  return addTip(world, openid, '已转接人工客服，请稍候').content;
};

const show = (
  world: World,
  callback: Callback,
  judged: Judged,
): { reply: ChatContent | undefined; banner: boolean } => {
  const { openid } = callback;
  if (judged.kind === 'silent') return { reply: undefined, banner: false };
  if (judged.kind === 'reply') {
    const { reply } = judged;
    if (reply.kind === 'transfer') return { reply: transfer(world, openid, reply.account), banner: false };
    addToChat(world, openid, 'passive', reply.content);
    return { reply: reply.content, banner: false };
  }
  if (callback.replyPossible) addToChat(world, openid, 'system', { type: 'banner', text: bannerText });
  return { reply: undefined, banner: callback.replyPossible };
};

interface Told {
  judged: Judged;
  attempts: number;
}

const tell = async (world: World, callback: Callback): Promise<Told> => {
  const most = world.tuning.attempts ?? 3;
  const clear = clearElements(world, callback);
  let attempts = 1;
  let judged = await once(world, callback, clear, attempts);
  while (judged.kind === 'again' && attempts < most) {
    if (world.tuning.retryPauseMs) await pause(world.tuning.retryPauseMs);
    attempts += 1;
    judged = await once(world, callback, clear, attempts);
  }
  return { judged, attempts };
};

/**
 * Delivers to the account as WeChat does: signed, 5 s an attempt, 3 attempts in all with the same content under a fresh
 * timestamp and nonce; then the follower sees the answer, nothing, or the fault banner.
 */
export const deliver = async (world: World, callback: Callback): Promise<Delivered> => {
  const start = performance.now();
  const { judged, attempts } = await tell(world, callback);
  return { ...show(world, callback, judged), attempts, elapsedMs: Math.round(performance.now() - start) };
};

/** The same for a report that nobody can answer: whether the account took it. */
export const deliverReport = async (world: World, callback: Omit<Callback, 'replyPossible'>): Promise<boolean> => {
  const { judged } = await tell(world, { ...callback, replyPossible: false });
  return judged.kind === 'silent';
};

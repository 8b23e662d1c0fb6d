import { AppError } from '../../lib/platform/errors.ts';
import { encodeReply, type Reply } from '../../lib/wechat/reply.ts';
import { sign } from '../../lib/wechat/signature.ts';
import { parseXml } from '../../lib/wechat/xml.ts';
import { openDoor } from './door.ts';
import { flatMap } from './flat-map.ts';
import {
  expectEqual,
  expectOneOf,
  expectSameMap,
  expectThat,
  NotAsked,
  type Outcome,
  runCase,
  runCases,
} from './outcome.ts';

type Input = Record<string, unknown> & { type: string; toUser: string; fromUser: string; createTime: number };

interface ReplyCase {
  id: string;
  input: Input;
  expected: Record<string, string>;
  policy?: string;
}

interface EmptyCase {
  id: string;
  input: string | null;
  expectBodyOneOf: string[];
}

export interface RepliesFile {
  cases: ReplyCase[];
  empty: EmptyCase[];
  swap: { id: string; request: Record<string, string>; reply: Record<string, string> };
}

const holdsItsValues = ({ input, expected }: ReplyCase): boolean => {
  const given = JSON.stringify(Object.values(input));
  const said = Object.entries(expected).filter(([path, value]) => !/Count$/.test(path) && value !== '');
  return said.every(([, value]) => given.includes(JSON.stringify(value).slice(1, -1)));
};

const replyOf = ({ toUser, fromUser, createTime, ...reply }: Input): Reply =>
  (reply.type === 'transfer_customer_service' ? { ...reply, type: 'transfer' } : reply) as unknown as Reply;

const encoded = ({ input }: ReplyCase): string =>
  encodeReply(replyOf(input), { to: input.toUser, from: input.fromUser, createTime: input.createTime });

const encodedOrRefused = (one: ReplyCase): string | undefined => {
  try {
    return encoded(one);
  } catch (error) {
    expectThat(error instanceof AppError, 'refused without an error of ours');
    return undefined;
  }
};

/** WeChat shows one article: either the first alone is sent, or the reply is refused. */
const checkOneArticle = (one: ReplyCase): void => {
  const xml = encodedOrRefused(one);
  if (xml === undefined) return;
  const others = /^Articles\/item\[[1-9]/;
  const first = Object.entries(one.expected).filter(([path]) => !others.test(path));
  expectSameMap(flatMap(parseXml(xml)), { ...Object.fromEntries(first), ArticleCount: '1' });
};

const checkReply = (one: ReplyCase): void => {
  if (!holdsItsValues(one)) throw new NotAsked('the input lacks values that are expected of it');
  if (one.policy === 'more-than-one-article') checkOneArticle(one);
  else expectSameMap(flatMap(parseXml(encoded(one))), one.expected);
};

const now = 1_700_000_000;
const aText = (toUser: string, fromUser: string, msgType = 'text'): string =>
  `<xml><ToUserName>${toUser}</ToUserName><FromUserName>${fromUser}</FromUserName><CreateTime>${now}</CreateTime><MsgType>${msgType}</MsgType><Content>hi</Content><MsgId>1</MsgId></xml>`;

const ask = (answer: unknown, body: string, originalId: string) => {
  const query = { timestamp: String(now), nonce: 'n', signature: sign('token', String(now), 'n') };
  const door = openDoor({ token: 'token', originalId, mode: 'plaintext', now, answer: () => answer });
  return door.knock({ query, body });
};

/** What the answering function returned, for the inputs in words. */
const emptyAnswers: Record<string, unknown> = { 'empty-string': { type: 'text', content: '' }, 'empty-null': null };

const checkEmpty = async ({ id, expectBodyOneOf }: EmptyCase): Promise<void> => {
  const answer = id in emptyAnswers ? emptyAnswers[id] : { type: 'none' };
  const body = aText('gh_1', 'o1', id === 'no-handler' ? 'unheard-of' : 'text');
  expectOneOf(
    'answer',
    await ask(answer, body, 'gh_1'),
    expectBodyOneOf.map((text) => ({ status: 200, body: text })),
  );
};

const checkSwap = async ({ request, reply }: RepliesFile['swap']): Promise<void> => {
  const { ToUserName = '', FromUserName = '' } = request;
  const { body } = await ask({ type: 'text', content: 'x' }, aText(ToUserName, FromUserName), ToUserName);
  const sent = flatMap(parseXml(body));
  expectEqual('names', { ToUserName: sent.ToUserName, FromUserName: sent.FromUserName }, reply);
};

/** Replies, compared after parsing; and empty answers and the swap of names through the whole door. */
export const runReplies = async (file: RepliesFile): Promise<Outcome[]> => [
  ...(await runCases(file.cases, checkReply)),
  ...(await runCases(file.empty, checkEmpty)),
  await runCase(file.swap.id, () => checkSwap(file.swap)),
];

import type { Incoming } from '../../lib/wechat/incoming.ts';
import { sign } from '../../lib/wechat/signature.ts';
import type { CryptoFile } from './crypto.ts';
import { openDoor } from './door.ts';
import { Difference, expectEqual, expectOneOf, expectThat, type Outcome, runCases } from './outcome.ts';

interface HostileCase {
  id: string;
  body?: string;
  expect: {
    outcome: 'accept' | 'reject' | 'either';
    contentOneOf?: string[];
    expected?: Record<string, string>;
    expectedIfAccepted?: Record<string, string>;
  };
}

export interface HostileFile {
  cases: HostileCase[];
}

const now = 1_700_000_000;
const account = { token: 'token', originalId: 'gh_a96a4a619366', mode: 'plaintext', now } as const;
const query = { timestamp: String(now), nonce: 'n', signature: sign('token', String(now), 'n') };

/** The decoded field that carries an element of the XML. */
const fields: Record<string, string> = { Content: 'content', MsgId: 'msgId' };

const checkFields = (handled: Incoming | undefined, expected: Record<string, string> = {}): void => {
  for (const [element, value] of Object.entries(expected)) {
    const field = fields[element];
    if (field === undefined) throw new Difference(`no field is known for ${element}`);
    expectEqual(element, (handled as unknown as Record<string, unknown> | undefined)?.[field], value);
  }
};

const refusals = [
  { status: 403, body: '' },
  { status: 200, body: 'success' },
  { status: 200, body: '' },
];

/** Kinds that nobody knows are accepted by answering `success`; every other accepted body reaches a function or the queue. */
const isUnheardOf = (id: string): boolean => id.startsWith('unknown-');

const checkBody = async (one: HostileCase, body: string): Promise<void> => {
  const { outcome, contentOneOf, expected, expectedIfAccepted } = one.expect;
  const door = openDoor(account);
  const startedAt = Date.now();
  const answer = await door.knock({ query, body });
  expectThat(Date.now() - startedAt < 5_000, 'took longer than WeChat waits');
  const [handled] = door.handled;
  if (outcome === 'reject') {
    expectOneOf('answer', answer, refusals);
    return expectEqual('handled', door.handled, []);
  }
  expectThat(answer.status === 200 || (outcome === 'either' && answer.status === 403), `status ${answer.status}`);
  if (outcome === 'accept') expectEqual('handled', door.handled.length, isUnheardOf(one.id) ? 0 : 1);
  checkFields(handled, expected);
  if (handled !== undefined) checkFields(handled, expectedIfAccepted);
  if (contentOneOf)
    expectOneOf('content', handled?.kind === 'message' && 'content' in handled && handled.content, contentOneOf);
};

/** The sample of the crypto file, with blanks and line ends around its CDATA. */
const checkBlanks = async ({ cases }: CryptoFile): Promise<void> => {
  const sample = cases.find(({ id }) => id === 'tencent-sample');
  const {
    token = '',
    encodingAESKey = '',
    appId = '',
    timestamp = '',
    nonce = '',
    msgSignature = '',
    encrypt = '',
  } = sample ?? {};
  const originalId = /<ToUserName><!\[CDATA\[(.*?)]]>/.exec(sample?.plaintext ?? '')?.[1] ?? '';
  const door = openDoor({
    token,
    encodingAesKey: encodingAESKey,
    appId,
    originalId,
    mode: 'safe',
    now: Number(timestamp),
  });
  const body = `<xml>\n<ToUserName>${originalId}</ToUserName>\n<Encrypt> \n <![CDATA[${encrypt}]]> \n</Encrypt>\n</xml>`;
  const { status } = await door.knock({ query: { timestamp, nonce, msg_signature: msgSignature }, body });
  expectEqual('status', status, 200);
  expectEqual('handled', door.handled.length, 1);
};

const anEvent = (elements: string): string =>
  `<xml><ToUserName>${account.originalId}</ToUserName><FromUserName>o1</FromUserName><CreateTime>${now}</CreateTime><MsgType>event</MsgType>${elements}</xml>`;

/** Two different events of one person in one second are two events. */
const checkSameSecond = async (): Promise<void> => {
  const pairs = [
    ['<Event>subscribe</Event><EventKey>qrscene_7</EventKey>', '<Event>SCAN</Event><EventKey>7</EventKey>'],
    ['<Event>scancode_push</Event><EventKey>k</EventKey>', '<Event>VIEW</Event><EventKey>http://x</EventKey>'],
  ];
  for (const pair of pairs) {
    const door = openDoor(account);
    for (const elements of pair)
      expectEqual('status', (await door.knock({ query, body: anEvent(elements) })).status, 200);
    expectEqual('handled', door.handled.length, 2);
  }
};

/** Two ids that a JavaScript number cannot tell apart are two messages. */
const checkNeighbours = async (body: string): Promise<void> => {
  const door = openDoor(account);
  for (const id of ['9007199254740993', '9007199254740992']) {
    await door.knock({ query, body: body.replace(/<MsgId>\d+/, `<MsgId>${id}`) });
  }
  expectEqual('handled', door.handled.length, 2);
};

/** Bad and odd input, each against the whole door. */
export const runHostile = (file: HostileFile, crypto: CryptoFile): Promise<Outcome[]> =>
  runCases(file.cases, async (one) => {
    if (one.id === 'encrypt-with-blanks') return checkBlanks(crypto);
    if (one.id === 'same-second-events') return checkSameSecond();
    if (one.body === undefined) throw new Difference('a generator that the runner does not know');
    await checkBody(one, one.body);
    if (one.id === 'msgid-above-2-53') await checkNeighbours(one.body);
  });

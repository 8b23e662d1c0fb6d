import { decodeIncoming } from '../../lib/wechat/decode-incoming.ts';
import { identityOf } from '../../lib/wechat/incoming.ts';
import { parseXml } from '../../lib/wechat/xml.ts';
import { flatMap } from './flat-map.ts';
import { expectSameMap, expectThat, type Outcome, runCases } from './outcome.ts';

interface MessageCase {
  id: string;
  xml: string;
  expected: Record<string, string>;
  dedupKey: { kind: string; value: string };
}

export interface MessagesFile {
  cases: MessageCase[];
}

/** Our identity is finer than the public rule, so it must hold every part of it. */
const checkIdentity = (
  identity: string,
  { kind, value }: MessageCase['dedupKey'],
  expected: Record<string, string>,
) => {
  const parts = kind === 'MsgId' ? [value] : [expected.FromUserName, expected.CreateTime];
  for (const part of parts) expectThat(identity.includes(part ?? ''), `identity ${identity} lacks ${part}`);
};

/** Inbound XML to a flat map of exact strings; and the identity by which duplicates are known. */
export const runMessages = (file: MessagesFile): Promise<Outcome[]> =>
  runCases(file.cases, ({ xml, expected, dedupKey }) => {
    const root = parseXml(xml);
    expectSameMap(flatMap(root), expected);
    const incoming = decodeIncoming(root);
    if (incoming.kind !== 'unknown') checkIdentity(identityOf(incoming), dedupKey, expected);
  });

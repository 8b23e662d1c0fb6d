import type { FollowerEvent } from '../../lib/callback/answering.ts';
import { decodeIncoming } from '../../lib/wechat/decode-incoming.ts';
import { identityOf } from '../../lib/wechat/incoming.ts';
import { parseXml } from '../../lib/wechat/xml.ts';
import { aFollower } from './followers.ts';

/** What the account reads in a payload. */
export const incomingOf = (xml: string) => decodeIncoming(parseXml(xml));

/** A payload that is known for sure. */
export const knownOf = (xml: string): FollowerEvent['incoming'] => {
  const incoming = incomingOf(xml);
  if (incoming.kind === 'unknown') throw new Error(`unknown payload: ${xml}`);
  return incoming;
};

/** The event that an answering function is called with for a payload. */
export const aFollowerEvent = (xml: string, follower = aFollower()): FollowerEvent => {
  const incoming = knownOf(xml);
  return { incoming, follower, identity: identityOf(incoming), requestId: 'request-1' };
};

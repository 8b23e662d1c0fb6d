import type { FollowerEvent } from '../callback/answering.ts';
import { bidFarewell, type FarewellDeps } from '../followers/farewell.ts';
import type { Followers } from '../followers/store.ts';
import type { Organisation } from '../platform/organisation.ts';
import { noReply, textReply } from '../wechat/reply.ts';
import type { Answer } from './answer.ts';

/** What answering follows, scans and farewells needs. */
export interface SubscriptionDeps extends FarewellDeps {
  organisation: Organisation;
  followers: Pick<Followers, 'follow' | 'scan' | 'unfollow' | 'forgetPlace'>;
}

/** Answers `on-subscribe`: a welcome to who follows, a word to who scans a code again, nothing to who leaves. */
export const createSubscriptionAnswers =
  (deps: SubscriptionDeps) =>
  async ({ incoming }: FollowerEvent): Promise<Answer> => {
    if (incoming.kind !== 'event') return { reply: noReply };
    const { welcome, texts } = deps.organisation.profile;
    const at = incoming.createTime * 1000;
    switch (incoming.event) {
      case 'subscribe':
        await deps.followers.follow(incoming.openid, at, incoming.scene);
        return { reply: textReply(welcome) };
      case 'SCAN':
        await deps.followers.scan(incoming.openid, at, incoming.scene);
        return { reply: textReply(texts.scanned) };
      default:
        await bidFarewell(deps, incoming);
        return { reply: noReply };
    }
  };

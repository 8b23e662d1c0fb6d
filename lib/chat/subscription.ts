import type { FollowerEvent } from '../callback/answering.ts';
import { noteRelation, type RelationDeps } from '../followers/relation.ts';
import type { Organisation } from '../platform/organisation.ts';
import { noReply, type Reply, textReply } from '../wechat/reply.ts';
import type { Answer } from './answer.ts';

/** What answering follows, scans and farewells needs. */
export interface SubscriptionDeps extends RelationDeps {
  organisation: Organisation;
}

const replyTo = ({ profile }: Organisation, event: string): Reply => {
  if (event === 'subscribe') return textReply(profile.welcome);
  return event === 'SCAN' ? textReply(profile.texts.scanned) : noReply;
};

/** Answers `on-subscribe`: a welcome to who follows, a word to who scans a code again, nothing to who leaves. */
export const createSubscriptionAnswers =
  (deps: SubscriptionDeps) =>
  async ({ incoming }: FollowerEvent): Promise<Answer> => {
    await noteRelation(deps, incoming);
    return { reply: incoming.kind === 'event' ? replyTo(deps.organisation, incoming.event) : noReply };
  };

import type { FollowerEvent } from '../callback/answering.ts';
import { type Follower, stranger } from '../followers/follower.ts';
import type { Guard } from '../guard/guard.ts';
import type { Asked, Ports, Service } from '../guard/service.ts';
import type { Organisation } from '../platform/organisation.ts';
import type { Topic } from '../platform/profile/menu.ts';
import { fill } from '../platform/wording.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../wechat/reply.ts';
import { refusalReply } from './admission.ts';
import { withChoices } from './choices.ts';
import { type Intent, type Utterance, understand } from './intent.ts';
import { currentPath, numbersText, unknownNumberText } from './numbers.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A reply, and where the follower then stands in the number menu (absent: where they stood). */
export interface Answer {
  reply: Reply;
  path?: number[];
}

/** What answering needs: the organisation's data, its services, and the guard before them. */
export interface ChatDeps {
  organisation: Organisation;
  vocabulary: Vocabulary;
  /** By name, as topics name them. */
  services: ReadonlyMap<string, Service>;
  guard: Guard;
  /** Full address of one of the account's own pages. */
  pageUrl: Ports['pageUrl'];
  now: () => number;
}

/** Who asks, in which request. */
export interface Asker {
  follower: Follower;
  requestId: string;
}

/** The asker of an event. */
export const askerOf = ({ follower, incoming, requestId }: FollowerEvent): Asker => ({
  follower: follower ?? stranger(incoming.openid),
  requestId,
});

/** The topics that a topic leads on to. */
const nextTopics = (vocabulary: Vocabulary, { next = [] }: Topic): Topic[] =>
  next.map((id) => vocabulary.byId(id)).filter((topic) => topic !== undefined);

type More = Pick<Asked, 'words'> & Partial<Pick<Asked, 'place'>>;

const askOf = (deps: ChatDeps, { follower }: Asker, topic: Topic, more: More): Asked => ({
  organisation: deps.organisation,
  ...{ follower, topic, now: deps.now(), ...more },
});

/** What services know near a place that was sent, beside the outlets: a paragraph of each that the guard admits and that has something to say. */
export const answerNearby = async (deps: ChatDeps, asker: Asker, more: More): Promise<string[]> => {
  const said = deps.organisation.profile.topics.map(async (topic) => {
    const service = topic.service === undefined ? undefined : deps.services.get(topic.service);
    if (service?.nearby === undefined) return undefined;
    const { follower, requestId } = asker;
    const asking = { follower, service: service.name, now: deps.now(), requestId };
    const { kind } = await deps.guard.admit(service, asking);
    return kind === 'admitted' ? service.nearby(askOf(deps, asker, topic, more)) : undefined;
  });
  return (await Promise.all(said)).filter((paragraph) => paragraph !== undefined);
};

/** The topic's service answers, if the guard admits; a topic without one answers by its own text. */
export const answerTopic = async (deps: ChatDeps, asker: Asker, topic: Topic, more: More): Promise<Reply> => {
  const { organisation, vocabulary, services, guard, pageUrl } = deps;
  const { follower, requestId } = asker;
  const service = topic.service === undefined ? undefined : services.get(topic.service);
  if (service?.answer === undefined) return withChoices(topic.answer, nextTopics(vocabulary, topic));
  const now = deps.now();
  const admission = await guard.admit(service, { follower, service: service.name, now, requestId });
  if (admission.kind === 'admitted') {
    const { binding } = admission;
    const asked = askOf(deps, asker, topic, more);
    return service.answer(binding === undefined ? asked : { ...asked, binding });
  }
  const wanted = service.page?.({ words: more.words, now }) ?? { path: '/pages/me' };
  return refusalReply(admission, service, { texts: organisation.profile.texts, wanted, pageUrl });
};

const answerIntent = async (deps: ChatDeps, asker: Asker, intent: Intent, words: string): Promise<Answer> => {
  const { profile } = deps.organisation;
  switch (intent.kind) {
    case 'topic': {
      const reply = await answerTopic(deps, asker, intent.topic, { words });
      return { reply, ...(intent.path === undefined ? {} : { path: intent.path }) };
    }
    case 'numbers':
      return { reply: textReply(numbersText(profile, intent.path)), path: intent.path };
    case 'unknown-number':
      return { reply: textReply(unknownNumberText(profile, intent.path, intent.number)), path: intent.path };
    case 'choices':
      return { reply: withChoices(profile.texts.unknownWithChoices, intent.topics) };
    case 'unknown':
      return { reply: textReply(profile.texts.unknown) };
  }
};

/** The answer to words, however they came; `prefix` is set before it (what was understood of a voice message). */
export const answerWords = async (deps: ChatDeps, asker: Asker, utterance: Utterance): Promise<Answer> => {
  const { profile } = deps.organisation;
  const from = currentPath(asker.follower.menuPosition, deps.now());
  const intent = understand({ profile, vocabulary: deps.vocabulary }, utterance, from);
  return answerIntent(deps, asker, intent, utterance.words);
};

/** What a message has room for before this text, in bytes of UTF-8, with the empty line between. */
export const roomBefore = (content: string): number => maximumTextBytes - Buffer.byteLength(`\n\n${content}`);

/** Less of a line is not worth showing. */
const leastRoom = 60;

/** An answer with a line before it, where it is a text; the line gives way when both do not fit into one message. */
export const preceded = (line: string, answer: Answer): Answer => {
  if (answer.reply.type !== 'text') return answer;
  const { content } = answer.reply;
  const room = roomBefore(content);
  if (room < Math.min(leastRoom, Buffer.byteLength(line))) return answer;
  return { ...answer, reply: textReply(`${fitText(line, room)}\n\n${content}`) };
};

/** An answer with paragraphs before it, where it is a text; where they do not fit into one message, it loses its own last paragraphs. */
export const precededBy = (paragraphs: readonly string[], answer: Answer): Answer => {
  if (answer.reply.type !== 'text' || paragraphs.length === 0) return answer;
  const blocks = answer.reply.content.split('\n\n');
  const joined = (count: number): string => [...paragraphs, ...blocks.slice(0, count)].join('\n\n');
  let count = blocks.length;
  while (count > 0 && Buffer.byteLength(joined(count)) > maximumTextBytes) count -= 1;
  return { ...answer, reply: textReply(fitText(joined(count), maximumTextBytes)) };
};

/** The organisation's sentence for when something of ours broke. */
export const apologyOf = ({ profile }: Organisation): Reply =>
  textReply(fill(profile.texts.fault, { telephone: profile.telephone }));

import type { FollowerEvent } from '../callback/answering.ts';
import type { Followers } from '../followers/store.ts';
import { describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { fill } from '../platform/wording.ts';
import type { Incoming, IncomingMessage } from '../wechat/incoming.ts';
import { noReply, textReply } from '../wechat/reply.ts';
import {
  type Answer,
  type Asker,
  answerNearby,
  answerTopic,
  answerWords,
  askerOf,
  type ChatDeps,
  preceded,
  precededBy,
} from './answer.ts';

/** What answering messages needs beside the chat. */
export interface MessageDeps extends ChatDeps {
  followers: Pick<Followers, 'placeAt'>;
  /** The words of a voice message, by its media id; empty when nothing was understood. */
  recognise: (mediaId: string) => Promise<string>;
  log: Log;
}

type Voice = Extract<IncomingMessage, { type: 'voice' }>;
type Located = Extract<IncomingMessage, { type: 'location' }>;
type Reported = Extract<Incoming, { event: 'LOCATION' }>;

/** WeChat's own recognition where it is given, else speech recognition of the 16 kHz recording. */
const wordsOf = async (deps: MessageDeps, voice: Voice): Promise<string> => {
  if (voice.recognition !== undefined) return voice.recognition;
  try {
    return await deps.recognise(voice.mediaId16k ?? voice.mediaId);
  } catch (error) {
    deps.log.error('speech_recognition_failed', { reason: error instanceof Error ? error.message : '' });
    return '';
  }
};

const answerVoice = async (deps: MessageDeps, asker: Asker, voice: Voice): Promise<Answer> => {
  const { texts } = deps.organisation.profile;
  const words = (await wordsOf(deps, voice)).trim();
  if (words === '') return { reply: textReply(texts.voiceUnclear) };
  return preceded(fill(texts.voiceHeard, { text: words }), await answerWords(deps, asker, { words }));
};

/** A place is answered by the topic whose service is the outlets, after what other services know near it. */
const answerPlace = async (deps: MessageDeps, asker: Asker, message: Located): Promise<Answer> => {
  const { topics, texts, telephone } = deps.organisation.profile;
  const topic = topics.find(({ service }) => service === 'outlets');
  if (topic === undefined) return { reply: textReply(fill(texts.outletsNone, { telephone })) };
  const { latitude, longitude, label } = message;
  const more = { words: '', place: { latitude, longitude, label } };
  const [nearby, reply] = await Promise.all([
    answerNearby(deps, asker, more).catch((error: unknown) => {
      deps.log.error('nearby_failed', { code: describeError(error).code });
      return [];
    }),
    answerTopic(deps, asker, topic, more),
  ]);
  return precededBy(nearby, { reply });
};

/** A reported position is kept for the next question about places, and gets no answer: it comes by itself on each visit. */
const notePlace = async (deps: MessageDeps, { openid, latitude, longitude, createTime }: Reported): Promise<Answer> => {
  await deps.followers.placeAt(openid, { latitude, longitude, at: createTime * 1000 });
  return { reply: noReply };
};

const answerMessage = async (deps: MessageDeps, asker: Asker, message: IncomingMessage): Promise<Answer> => {
  const { texts } = deps.organisation.profile;
  switch (message.type) {
    case 'text': {
      const { content: words, choiceId } = message;
      return answerWords(deps, asker, choiceId === undefined ? { words } : { words, choiceId });
    }
    case 'voice':
      return answerVoice(deps, asker, message);
    case 'location':
      return answerPlace(deps, asker, message);
    case 'link':
      return { reply: textReply(texts.linkReceived) };
    case 'image':
    case 'video':
    case 'shortvideo':
    case 'file':
      return { reply: textReply(texts.mediaReceived) };
  }
};

/** Answers `on-message`: what a follower sent, and the position that the phone reports. */
export const createMessageAnswers =
  (deps: MessageDeps) =>
  async (event: FollowerEvent): Promise<Answer> => {
    const { incoming } = event;
    if (incoming.kind === 'message') return answerMessage(deps, askerOf(event), incoming);
    return incoming.event === 'LOCATION' ? notePlace(deps, incoming) : { reply: noReply };
  };

import { describe, expect, it } from 'vitest';
import { createMessageAnswers, type MessageDeps } from '../../../../lib/chat/message.ts';
import { noReply, textReply } from '../../../../lib/wechat/reply.ts';
import { aChat, contentOf } from '../../../support/chat.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { anOpenid } from '../../../support/followers.ts';
import { aFollowerEvent } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { anOrganisation, withProfile } from '../../../support/organisations.ts';
import { aMessageXml, aTextXml, createTime, messagePayloads } from '../../../support/payloads.ts';

const power = await anOrganisation();
const { texts, topics, telephone } = power.profile;
const aSetting = (changes: Partial<MessageDeps> = {}) => {
  const recorded = aLog();
  const places: unknown[] = [];
  const followers = { placeAt: async (...place: unknown[]) => void places.push(place) };
  const deps = { ...aChat(power), followers, recognise: async () => '', log: recorded.log, ...changes };
  return { answers: createMessageAnswers(deps), places, recorded };
};
const answerTo = async (xml: string, changes: Partial<MessageDeps> = {}) =>
  (await aSetting(changes).answers(aFollowerEvent(xml))).reply;

describe('a text', () => {
  it('is answered by its words', async () => {
    expect(contentOf(await answerTo(aTextXml('电费')))).toContain('每月1日远程抄表');
  });

  it('from a tapped choice is answered by its topic', async () => {
    expect(contentOf(await answerTo(messagePayloads.choice.replace('电费', '随便')))).toContain('每月1日远程抄表');
  });
});

describe('a voice message', () => {
  const heard = (recognition: string) =>
    messagePayloads.voice.replace('<Recognition><![CDATA[]]>', `<Recognition><![CDATA[${recognition}]]>`);

  it('is answered like the same words, after what was understood', async () => {
    const content = contentOf(await answerTo(messagePayloads.voice, { recognise: async () => '查电费。' }));
    expect(content).toMatch(/查电费。[\s\S]*\n\n每月1日远程抄表/);
  });

  it('is recognised from its 16 kHz recording, where WeChat has not understood it itself', async () => {
    const asked: string[] = [];
    const recognise = async (mediaId: string) => {
      asked.push(mediaId);
      return '电费';
    };
    await answerTo(messagePayloads.voice, { recognise });
    await answerTo(messagePayloads.voice.replace(/<MediaId16K>.*<\/MediaId16K>/, ''), { recognise });
    await answerTo(heard('电费'), { recognise });
    expect(asked).toEqual(['voice-16k', 'voice-8k']);
  });

  it.each(['', '  '])('of %j is asked for again', async (words) => {
    expect(await answerTo(messagePayloads.voice, { recognise: async () => words })).toEqual(
      textReply(texts.voiceUnclear),
    );
  });

  it('is asked for again where recognition is out of reach, and the log says why without the words', async () => {
    const { answers, recorded } = aSetting({ recognise: () => Promise.reject(new Error('no credit')) });
    expect((await answers(aFollowerEvent(messagePayloads.voice))).reply).toEqual(textReply(texts.voiceUnclear));
    expect(recorded.find('speech_recognition_failed')).toMatchObject({ level: 'error' });
  });

  it('of a whole minute leaves the answer its room', async () => {
    const content = contentOf(await answerTo(heard(`电费${'那个'.repeat(400)}`)));
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    expect(content.endsWith('</a>')).toBe(true);
  });
});

describe('a place', () => {
  it('that is sent is answered by the nearest outlets', async () => {
    const content = contentOf(await answerTo(messagePayloads.location));
    expect(content).toContain('临江市人民路20号');
    expect(content.match(/^\d\. /gm)).toHaveLength(3);
  });

  it('that is sent where no topic knows outlets gets the telephone', async () => {
    const organisation = withProfile(power, { topics: topics.filter(({ service }) => service !== 'outlets') });
    expect(contentOf(await answerTo(messagePayloads.location, aChat(organisation)))).toContain(telephone);
  });

  it('that the phone reports is kept, and gets no answer', async () => {
    const { answers, places } = aSetting();
    expect(await answers(aFollowerEvent(eventPayloads.LOCATION))).toEqual({ reply: noReply });
    expect(places).toEqual([[anOpenid, { latitude: 29.56301, longitude: 106.551557, at: createTime * 1000 }]]);
  });
});

describe('what automatic answers cannot read', () => {
  it.each(['image', 'video', 'shortvideo', 'file'] as const)(
    'such as %s is received with a word on what to do',
    async (kind) => {
      expect(await answerTo(messagePayloads[kind])).toEqual(textReply(texts.mediaReceived));
    },
  );

  it('such as a link gets a word of its own', async () => {
    expect(await answerTo(messagePayloads.link)).toEqual(textReply(texts.linkReceived));
  });

  it('and is no message gets nothing', async () => {
    expect(await answerTo(eventPayloads.CLICK)).toEqual(noReply);
    expect(contentOf(await answerTo(aMessageXml('text', '<Content></Content>')))).toBe(texts.unknown);
  });
});

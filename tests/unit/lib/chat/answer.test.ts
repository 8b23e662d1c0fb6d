import { describe, expect, it } from 'vitest';
import { answerTopic, answerWords, apologyOf, preceded } from '../../../../lib/chat/answer.ts';
import { withChoices } from '../../../../lib/chat/choices.ts';
import { createVocabulary } from '../../../../lib/chat/vocabulary.ts';
import type { Guard } from '../../../../lib/guard/guard.ts';
import { encodeReply, fitText, maximumTextBytes, noReply, textReply } from '../../../../lib/wechat/reply.ts';
import { aChat, contentOf } from '../../../support/chat.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { aFollower } from '../../../support/followers.ts';
import { allOrganisations, anOrganisation, withProfile } from '../../../support/organisations.ts';

const power = await anOrganisation();
const organisations = await allOrganisations();
const chat = aChat(power);
const asker = (changes = {}) => ({ follower: aFollower(changes), requestId: 'request-1' });
const linksIn = (content: string) => [
  ...content.matchAll(/<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]*)&msgmenuid=([\w-]+)">([^<]+)<\/a>/g),
];
const words = async (said: string, changes = {}) => answerWords(chat, asker(changes), { words: said });

describe('an answer to words', () => {
  it('of a topic is its text, with the next topics to tap', async () => {
    const { reply, path } = await words('电费');
    expect(contentOf(reply)).toContain('每月1日远程抄表');
    expect(linksIn(contentOf(reply)).map(([, , id]) => id)).toEqual(['bill-history', 'pay', 'tariff', 'bind']);
    expect(path).toBeUndefined();
  });

  it('of a number says where the follower then stands', async () => {
    expect(await words('2')).toMatchObject({ path: [2] });
    expect(await words('1', { menuPosition: { path: [2], at: now } })).toMatchObject({
      path: [2],
      reply: { content: expect.stringContaining('停电有三种') },
    });
    expect(await words('1', { menuPosition: { path: [2], at: now - 600_000 } })).toMatchObject({ path: [1] });
    expect(await words('88', { menuPosition: { path: [2], at: now } })).toMatchObject({ path: [2] });
  });

  it('that fit nothing gives the nearest to tap, or says what can be asked', async () => {
    const { reply } = await words('故障报休');
    expect(contentOf(reply)).toContain(power.profile.texts.unknownWithChoices);
    expect(linksIn(contentOf(reply)).length).toBeGreaterThan(0);
    expect((await words('asdfgh')).reply).toEqual(textReply(power.profile.texts.unknown));
  });

  it('comes from the topic’s service where it has one, once the guard admits', async () => {
    const asked: unknown[] = [];
    const admitting: Guard = {
      admit: async (...call) => {
        asked.push(call);
        return { kind: 'admitted' };
      },
    };
    const { reply } = await answerWords(aChat(power, { guard: admitting }), asker(), { words: '人工' });
    expect(contentOf(reply)).toContain(power.profile.telephone);
    expect(asked).toMatchObject([[{ name: 'person' }, { service: 'person', now, requestId: 'request-1' }]]);
  });

  it('is refused with the next step where the guard does not admit, and the service is not asked', async () => {
    const refusing: Guard = { admit: async () => ({ kind: 'used-up', limit: 3, resetsAt: now }) };
    const { reply } = await answerWords(aChat(power, { guard: refusing }), asker(), { words: '人工' });
    expect(contentOf(reply)).toContain('3');
    expect(contentOf(reply)).not.toContain(power.profile.telephone);
  });
});

describe('choices below a text', () => {
  const topics = power.profile.topics.slice(0, 4);

  it('say their first keyword and their topic when tapped', () => {
    const links = linksIn(contentOf(withChoices('请选：', topics)));
    expect(links.map(([, content = '', id]) => [decodeURIComponent(content), id])).toEqual(
      topics.map(({ words: [first], id }) => [first, id]),
    );
  });

  it('leave a text without any as it is', () => {
    expect(withChoices('好', [])).toEqual(textReply('好'));
  });

  it('stay whole when the text is too long: the text gives way', () => {
    const content = contentOf(withChoices('电'.repeat(2000), topics));
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(maximumTextBytes);
    expect(linksIn(content)).toHaveLength(4);
    expect(content).toContain('…\n\n<a');
  });

  it('fit even where every topic is as long as a profile allows', () => {
    const longest = topics.map((topic) => ({ ...topic, title: '题'.repeat(20), words: ['词'.repeat(20)] }));
    const content = contentOf(withChoices('电'.repeat(600), longest));
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(maximumTextBytes);
    expect(linksIn(content)).toHaveLength(4);
  });
});

describe('a line before an answer', () => {
  it('stands above it', () => {
    expect(preceded('您说的是“电费”', { reply: textReply('好'), path: [1] })).toEqual({
      reply: textReply('您说的是“电费”\n\n好'),
      path: [1],
    });
  });

  it('gives way to the answer where both do not fit', () => {
    const answer = { reply: textReply('答'.repeat(600)) };
    const { content } = preceded('问'.repeat(600), answer).reply as { content: string };
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(maximumTextBytes);
    expect(content).toMatch(/^问+…\n\n答{600}$/);
  });

  it('is left out where there is no room, or no text', () => {
    const full = { reply: textReply('a'.repeat(maximumTextBytes)) };
    expect(preceded('问', full)).toEqual(full);
    expect(preceded('问', { reply: noReply })).toEqual({ reply: noReply });
  });
});

describe.each(organisations.map((organisation) => [organisation.id, organisation] as const))(
  'every answer of %s',
  (_id, organisation) => {
    const own = aChat(organisation);
    it('to each topic fits into one message, links and all, and can be sent', async () => {
      for (const topic of organisation.profile.topics) {
        const reply = await answerTopic(own, asker(), topic, { words: topic.title });
        const content = contentOf(reply);
        expect(fitText(content)).toBe(content);
        expect(encodeReply(reply, { to: 'o', from: 'gh', createTime: 0 })).toContain('<Content>');
        for (const [, , id = ''] of linksIn(content)) expect(createVocabulary(organisation).byId(id)).toBeDefined();
        expect(content).not.toMatch(/[{}]/);
      }
    });

    it('to a topic keeps the whole of its text above the choices', async () => {
      for (const topic of organisation.profile.topics.filter(({ service }) => service === undefined)) {
        const content = contentOf(await answerTopic(own, asker(), topic, { words: '' }));
        expect(content.startsWith(topic.answer)).toBe(true);
      }
    });

    it('when something broke says whom to call', () => {
      expect(contentOf(apologyOf(organisation))).toContain(organisation.profile.telephone);
    });
  },
);

describe('a topic that leads on to one that is gone', () => {
  it('offers the others', async () => {
    const [topic] = power.profile.topics;
    const changed = withProfile(power, { topics: [{ ...topic, next: ['gone', 'bind'] } as never] });
    const reply = await answerTopic(aChat(changed), asker(), changed.profile.topics[0] as never, { words: '' });
    expect(linksIn(contentOf(reply)).map(([, , id]) => id)).toEqual(['bind']);
  });
});

import { describe, expect, it } from 'vitest';
import { type Intent, understand } from '../../../../lib/chat/intent.ts';
import { createVocabulary } from '../../../../lib/chat/vocabulary.ts';
import type { Organisation } from '../../../../lib/platform/organisation.ts';
import type { Topic } from '../../../../lib/platform/profile/menu.ts';
import { allOrganisations, anOrganisation, withProfile } from '../../../support/organisations.ts';

const power = await anOrganisation();
const organisations = await allOrganisations();
const reader = (organisation: Organisation) => {
  const known = { profile: organisation.profile, vocabulary: createVocabulary(organisation) };
  return (words: string, from: number[] = [], choiceId?: string) =>
    understand(known, choiceId === undefined ? { words } : { words, choiceId }, from);
};
const read = reader(power);
const idsIn = (intent: Intent): string[] => {
  if (intent.kind === 'topic') return [intent.topic.id];
  return intent.kind === 'choices' ? intent.topics.map(({ id }) => id) : [];
};

describe('a keyword', () => {
  it.each(['电费', ' 电费 ', '电费？', '“电费”', '电费[微笑]', '本月电费'])(
    'alone, typed as %j, is its topic',
    (words) => {
      expect(read(words)).toMatchObject({ kind: 'topic', topic: { id: 'bill' } });
    },
  );

  it.each([
    ['请问阶梯电价是多少', 'tariff'],
    ['你好，我要装充电桩，怎么申请', 'charger'],
    ['师傅，我家突然停电，能来看看吗', 'outage-fault'],
  ])('inside %j is its topic, the longest first', (words, id) => {
    expect(read(words)).toMatchObject({ kind: 'topic', topic: { id } });
  });

  it('wins over the title of another topic', () => {
    const [first, second] = power.profile.topics as [Topic, Topic];
    const topics = [
      { ...first, title: '同名' },
      { ...second, words: ['同名'] },
    ];
    expect(reader(withProfile(power, { topics }))('同名')).toMatchObject({ topic: { id: second.id } });
  });

  it('of the same length as another inside the words gives both to choose from', () => {
    expect(idsIn(read('发票和赔偿'))).toEqual(expect.arrayContaining(['invoice', 'compensation']));
  });
});

describe('words that are no keyword', () => {
  it.each([
    ['电价标淮', 'tariff'],
    ['故障报休', 'outage-fault'],
    ['电子发飘', 'invoice'],
  ])('but look like one, such as %j, give it to choose', (words, id) => {
    const intent = read(words);
    expect(idsIn(intent)).toContain(id);
  });

  it('give four topics at most', () => {
    for (const words of ['电', '户', '营业', '电费电价发票代扣赔偿过户'])
      expect(idsIn(read(words)).length).toBeLessThanOrEqual(4);
  });

  it.each(['', ' ', '？？？', '😀', 'asdfghjkl', '\u0000', '0000000', '今儿心情挺好'])(
    'and look like none, %j, are unknown',
    (words) => {
      expect(read(words)).toEqual({ kind: 'unknown' });
    },
  );

  it('are understood in time, however long they are', () => {
    const started = performance.now();
    read('电'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('a number', () => {
  it.each(['1', '１', '①', '【1】', '1.', '1️⃣', '01', '一', '一。'])('typed as %j is chosen from the menu', (words) => {
    expect(read(words)).toEqual({ kind: 'numbers', path: [1] });
  });

  it('leads on from where the follower stands', () => {
    expect(read('2', [1])).toMatchObject({ kind: 'topic', topic: { id: 'find-number' }, path: [1] });
    expect(read('二', [1])).toMatchObject({ kind: 'topic', topic: { id: 'find-number' } });
  });

  it.each(['0', '０', '零', '〇'])('%j leads one level up', (words) => {
    expect(read(words, [2])).toEqual({ kind: 'numbers', path: [] });
  });

  it('that the menu lacks is named', () => {
    expect(read('77', [2])).toEqual({ kind: 'unknown-number', path: [2], number: 77 });
    expect(read('十', [2])).toEqual({ kind: 'unknown-number', path: [2], number: 10 });
  });

  it('of more than two digits is a word', () => {
    expect(read('95598')).toMatchObject({ kind: 'topic', topic: { id: 'person' } });
  });
});

describe('a tapped choice', () => {
  it('is its topic, whatever the words', () => {
    expect(read('3', [], 'invoice')).toMatchObject({ kind: 'topic', topic: { id: 'invoice' } });
  });

  it('that no topic has any more is read by its words', () => {
    expect(read('电费', [], 'gone')).toMatchObject({ kind: 'topic', topic: { id: 'bill' } });
  });
});

describe.each(organisations.map((organisation) => [organisation.id, organisation] as const))(
  'the words of %s',
  (_id, organisation) => {
    const own = reader(organisation);
    it('each lead to their own topic', () => {
      for (const topic of organisation.profile.topics) {
        for (const word of topic.words) expect([word, own(word)]).toEqual([word, { kind: 'topic', topic }]);
      }
    });

    it('and the titles lead to a topic too', () => {
      for (const { title } of organisation.profile.topics) expect([title, own(title).kind]).toEqual([title, 'topic']);
    });
  },
);

import { describe, expect, it } from 'vitest';
import { chooseNumber, currentPath, numbersText, unknownNumberText } from '../../../../lib/chat/numbers.ts';
import type { NumberEntry } from '../../../../lib/platform/profile/menu.ts';
import { maximumTextBytes } from '../../../../lib/wechat/reply.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { allOrganisations, anOrganisation, withProfile } from '../../../support/organisations.ts';

const numbers: NumberEntry[] = [
  { number: 1, name: '绑定', topic: 'bind' },
  {
    number: 2,
    name: '停电',
    entries: [
      { number: 1, name: '查停电', topic: 'outage' },
      { number: 3, name: '更多', entries: [{ number: 1, name: '赔偿', topic: 'compensation' }] },
    ],
  },
  { number: 5, name: '电价', topic: 'tariff' },
];
const { profile } = withProfile(await anOrganisation(), { numbers });
const organisations = await allOrganisations();

describe('a number', () => {
  it.each<[number[], number, object]>([
    [[], 1, { kind: 'topic', id: 'bind', path: [] }],
    [[], 2, { kind: 'level', path: [2] }],
    [[2], 1, { kind: 'topic', id: 'outage', path: [2] }],
    [[2], 3, { kind: 'level', path: [2, 3] }],
    [[2, 3], 1, { kind: 'topic', id: 'compensation', path: [2, 3] }],
    [[2], 5, { kind: 'topic', id: 'tariff', path: [] }],
    [[2, 3], 2, { kind: 'level', path: [2] }],
    [[2], 9, { kind: 'unknown', path: [2] }],
    [[], 99, { kind: 'unknown', path: [] }],
    [[2, 3], 0, { kind: 'level', path: [2] }],
    [[2], 0, { kind: 'level', path: [] }],
    [[], 0, { kind: 'level', path: [] }],
    [[7, 7], 1, { kind: 'topic', id: 'bind', path: [] }],
    [[1], 2, { kind: 'level', path: [2] }],
  ])('from level %j, %i leads on', (from, number, choice) => {
    expect(chooseNumber(profile, from, number)).toEqual(choice);
  });
});

describe('the list of a level', () => {
  it('begins with the introduction, and below the top with the level’s name', () => {
    expect(numbersText(profile, [])).toBe(`${profile.texts.numbersIntro}\n【1】绑定\n【2】停电\n【5】电价`);
    expect(numbersText(profile, [2])).toBe(`停电：\n【1】查停电\n【3】更多\n${profile.texts.numbersBack}`);
    expect(numbersText(profile, [2, 3])).toContain('更多：\n【1】赔偿');
  });

  it('is the top where a level is gone', () => {
    expect(numbersText(profile, [8])).toBe(numbersText(profile, []));
  });

  it('stands below the sentence on a number that it lacks', () => {
    expect(unknownNumberText(profile, [2], 9)).toMatch(/9[\s\S]*\n\n停电：/);
  });
});

describe('the place in the menu', () => {
  it('is left after ten minutes', () => {
    expect(currentPath({ path: [2], at: now - 599_999 }, now)).toEqual([2]);
    expect(currentPath({ path: [2], at: now - 600_000 }, now)).toEqual([]);
    expect(currentPath(undefined, now)).toEqual([]);
  });
});

const levelsOf = (entries: NumberEntry[], path: number[] = []): number[][] => [
  path,
  ...entries.flatMap(({ number, entries: below }) => (below === undefined ? [] : levelsOf(below, [...path, number]))),
];

describe.each(organisations.map((organisation) => [organisation.id, organisation.profile] as const))(
  'the numbers of %s',
  (_id, own) => {
    it('fit into one message at every level', () => {
      for (const path of levelsOf(own.numbers))
        expect(Buffer.byteLength(unknownNumberText(own, path, 99))).toBeLessThanOrEqual(maximumTextBytes);
    });

    it('all lead to a topic, and back up to the top', () => {
      const ids = own.topics.map(({ id }) => id);
      for (const path of levelsOf(own.numbers)) {
        expect(numbersText(own, path).startsWith(own.texts.numbersIntro)).toBe(path.length === 0);
        for (let number = 1; number < 100; number += 1) {
          const choice = chooseNumber(own, path, number);
          if (choice.kind === 'topic') expect(ids).toContain(choice.id);
        }
        expect(chooseNumber(own, path, 0)).toEqual({ kind: 'level', path: path.slice(0, -1) });
      }
    });
  },
);

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listOrganisations, loadOrganisation, organisationsRoot } from '../../../../infra/build/organisation.ts';
import { organisationSchemas } from '../../../../infra/build/organisation-schema.ts';

const names = ['bank', 'campus', 'housing-fund', 'police', 'power'];

test('the five organisations are there', () => {
  expect(listOrganisations()).toEqual(names);
});

describe.each(names)('%s', (name) => {
  const loading = loadOrganisation(name);
  const wholeMenus = async () => {
    const { profile } = await loading;
    return [profile.menu, ...Object.values(profile.personalMenus ?? {})];
  };

  test('loads without a fault', async () => {
    expect((await loading).id).toBe(name);
  });

  test('has menus of three buttons over five, which fit what a phone shows', async () => {
    for (const menu of await wholeMenus()) {
      expect(menu.map(({ children }) => children?.length)).toEqual([5, 5, 5]);
      expect(menu.every((button) => button.name.length <= 4)).toBe(true);
      expect(menu.flatMap(({ children = [] }) => children).every((button) => button.name.length <= 8)).toBe(true);
    }
  });

  test('has menus for verified followers and for staff', async () => {
    expect(Object.keys((await loading).profile.personalMenus ?? {})).toEqual(['已实名', '工作人员']);
  });

  test('has a number menu of two levels or more', async () => {
    const { numbers } = (await loading).profile;
    expect(numbers.some(({ entries }) => entries !== undefined)).toBe(true);
  });

  test('offers binding in the welcome', async () => {
    const { profile } = await loading;
    expect(profile.welcome).toContain('绑');
    expect(profile.topics.some(({ id }) => id === 'bind')).toBe(true);
  });

  test('speaks of no menu button that the menu lacks', async () => {
    const { profile } = await loading;
    const buttons = profile.menu.flatMap(({ name: top, children = [] }) =>
      children.map((child) => `${top}—${child.name}`),
    );
    const texts = [profile.welcome, ...Object.values(profile.texts), ...profile.topics.map(({ answer }) => answer)];
    const named = texts.flatMap((text) => [...text.matchAll(/菜单“([^”]+)”/g)].map(([, button]) => button));
    expect(named.filter((button) => !buttons.includes(button ?? ''))).toEqual([]);
  });

  test('tells followers to reply with words that a topic knows', async () => {
    const { profile } = await loading;
    const known = new Set(profile.topics.flatMap(({ words }) => words));
    const texts = [
      profile.welcome,
      ...Object.values(profile.texts),
      ...profile.topics.flatMap(({ answer, guide }) => [answer, guide]),
    ];
    const named = texts.flatMap((text) => [...text.matchAll(/回复“([^”]+)”/g)].map(([, word]) => word));
    expect(named.filter((word) => !known.has(word ?? ''))).toEqual([]);
  });

  test('leads on from every topic', async () => {
    const { profile } = await loading;
    expect(profile.topics.filter(({ next = [] }) => next.length === 0).map(({ id }) => id)).toEqual([]);
    expect(profile.topics.filter(({ id, next = [] }) => next.includes(id)).map(({ id }) => id)).toEqual([]);
  });

  test('shows outlets near the city centre', async () => {
    const { outlets } = await loading;
    expect(outlets.length).toBeGreaterThanOrEqual(6);
    for (const { latitude, longitude } of outlets) {
      expect(Math.abs(latitude - 30.25)).toBeLessThan(0.2);
      expect(Math.abs(longitude - 120.17)).toBeLessThan(0.2);
    }
  });

  test('tells editors which schema its files follow', () => {
    for (const file of ['profile', 'outlets'] as const) {
      const text = readFileSync(path.join(organisationsRoot, name, `${file}.yaml`), 'utf8');
      expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=../${file}.schema.json`);
    }
  });
});

test('the police name 110 in every text that answers the unexpected', async () => {
  const { profile } = await loadOrganisation('police');
  const { unknown, unknownWithChoices, personOpen, personClosed, mediaReceived, fault } = profile.texts;
  const texts = [profile.welcome, unknown, unknownWithChoices, personOpen, personClosed, mediaReceived, fault];
  expect(texts.filter((text) => !text.includes('遇紧急情况请拨打110'))).toEqual([]);
});

test.each(Object.entries(organisationSchemas()))(
  '%s is up to date (npm run organisations -- --write-schema)',
  (file, schema) => {
    const written: unknown = JSON.parse(readFileSync(path.join(organisationsRoot, file), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

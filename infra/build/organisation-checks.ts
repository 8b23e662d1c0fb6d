import * as z from 'zod';
import { normalise } from '../../lib/chat/normalise.ts';
import { BindingKind, OpeningHours } from '../../lib/platform/organisation.ts';
import { Announcements, OutageRules } from '../../lib/platform/profile/announcements.ts';
import { Menu, NumberEntry, Topic } from '../../lib/platform/profile/menu.ts';
import { Template, TemplateFieldType } from '../../lib/platform/profile/notices.ts';
import { Texts } from '../../lib/platform/profile/texts.ts';
import { announcementFaults } from './organisation-announcements.ts';
import { type Fault, type Path, suggestion, valueAt } from './organisation-faults.ts';
import { marksOf } from './organisation-marks.ts';
import { outageFaults } from './organisation-outages.ts';
import { unknownTopics } from './organisation-references.ts';

/** Services without which the conversation has dead ends. */
const neededServices = ['guide', 'outlets', 'person'];

const repeated = <T>(items: readonly T[], pathOf: (index: number) => Path, what: string): Fault[] =>
  items.flatMap((item, index) =>
    item !== undefined && items.indexOf(item) < index
      ? [{ path: pathOf(index), message: `${what} ${JSON.stringify(item)} is used twice` }]
      : [],
  );

const repeatedNumbers = (entries: readonly NumberEntry[], path: Path): Fault[] => [
  ...repeated(
    entries.map(({ number }) => number),
    (index) => [...path, index, 'number'],
    'number',
  ),
  ...entries.flatMap((entry, index) => repeatedNumbers(entry.entries ?? [], [...path, index, 'entries'])),
];

const menuTypes = (menu: Menu, path: Path): Fault[] =>
  menu
    .flatMap((button, index) => [
      { button, at: [...path, index, 'type'] },
      ...(button.children ?? []).map((child, place) => ({
        button: child,
        at: [...path, index, 'children', place, 'type'],
      })),
    ])
    .filter(({ button }) => button.type !== undefined && (button.type === 'view') !== (button.url !== undefined))
    .map(({ at }) => ({ path: at, message: 'the type view goes with a url, every other type with a topic' }));

/** Why a word would never reach its topic; `undefined` when it would. */
const deadWord = (word: string): string | undefined => {
  if (normalise(word) === '') return `the word "${word}" has neither letters nor digits`;
  // One or two digits are a number of the number menu before they are a word.
  return /^\d{1,2}$/.test(normalise(word)) ? `the word "${word}" is read as a number` : undefined;
};

const wordFaults = (topics: readonly Topic[]): Fault[] => {
  const owners = new Map<string, string>();
  const faultOf = (word: string, id: string) => {
    const owner = owners.get(normalise(word));
    if (owner === undefined) owners.set(normalise(word), id);
    return owner === undefined ? deadWord(word) : `the word "${word}" already belongs to the topic "${owner}"`;
  };
  return topics.flatMap(({ id, words }, index) =>
    words.flatMap((word, place) => {
      const message = faultOf(word, id);
      return message === undefined ? [] : [{ path: ['topics', index, 'words', place], message }];
    }),
  );
};

const missingServices = (topics: readonly Topic[]): Fault[] =>
  neededServices
    .filter((needed) => !topics.some(({ service }) => service === needed))
    .map((needed) => ({ path: ['topics'], message: `no topic has the service ${needed}` }));

const wordForPerson = (topics: readonly Topic[]): Fault[] => {
  const person = topics.filter(({ service }) => service === 'person');
  if (person.length === 0 || person.some(({ words }) => words.includes('人工'))) return [];
  return [{ path: ['topics'], message: 'the topic with the service person lacks the word 人工' }];
};

const closingBeforeOpening = (hours: readonly OpeningHours[]): Fault[] =>
  hours.flatMap(({ from, to }, index) =>
    from < to ? [] : [{ path: ['officeHours', index, 'to'], message: `closes at ${to}, not after opening at ${from}` }],
  );

/** WeChat names a field by its type and a number; a wrong type is refused (47003) only when the first notice is sent. */
const templateFields = (templates: Record<string, Template>): Fault[] =>
  Object.entries(templates).flatMap(([name, { fields }]) =>
    Object.keys(fields).flatMap((field) => {
      const type = field.replace(/\d+$/, '');
      const types: readonly string[] = TemplateFieldType.options;
      if (types.includes(type)) return [];
      const message = `WeChat has no field type "${type}"${suggestion(type, types)}`;
      return [{ path: ['templates', name, 'fields', field], message }];
    }),
  );

/** The part of a profile under a key if that part fits its schema, so that one fault elsewhere does not hide the others. */
const sound = <T>(schema: z.ZodType<T>, profile: unknown, key: string) =>
  schema.safeParse(valueAt(profile, [key])).data;

/** What the schema can't see in a profile: names that lead nowhere, things said twice, marks that nothing fills in. */
export const profileFaults = (profile: unknown): Fault[] => {
  const topics = sound(z.array(Topic), profile, 'topics');
  const numbers = sound(z.array(NumberEntry), profile, 'numbers') ?? [];
  const templates = sound(z.record(z.string(), Template), profile, 'templates') ?? {};
  const outages = sound(OutageRules, profile, 'outages');
  const menus = [
    { path: ['menu'], menu: sound(Menu, profile, 'menu') ?? [] },
    ...Object.entries(sound(z.record(z.string(), Menu), profile, 'personalMenus') ?? {}).map(([tag, menu]) => ({
      path: ['personalMenus', tag],
      menu,
    })),
  ];
  return [
    ...menus.flatMap(({ menu, path }) => menuTypes(menu, path)),
    ...repeatedNumbers(numbers, ['numbers']),
    ...closingBeforeOpening(sound(z.array(OpeningHours), profile, 'officeHours') ?? []),
    ...templateFields(templates),
    ...announcementFaults(
      sound(Announcements, profile, 'announcements') ?? {},
      templates,
      Object.keys(sound(z.record(z.string(), BindingKind), profile, 'bindings') ?? {}),
    ),
    ...(outages === undefined ? [] : outageFaults(outages, templates)),
    ...marksOf(sound(Texts, profile, 'texts'), valueAt(profile, ['welcome']), topics ?? []),
    ...(topics === undefined ? [] : [...unknownTopics(menus, numbers, topics), ...topicFaults(topics)]),
  ];
};

const topicFaults = (topics: readonly Topic[]): Fault[] => [
  ...repeated(
    topics.map(({ id }) => id),
    (index) => ['topics', index, 'id'],
    'topic id',
  ),
  ...wordFaults(topics),
  ...missingServices(topics),
  ...wordForPerson(topics),
];

/** What the schema can't see in a list of outlets, or says less plainly. */
export const outletFaults = (outlets: unknown): Fault[] => {
  if (!Array.isArray(outlets)) return [];
  const ids: unknown[] = outlets.map((outlet) => valueAt(outlet, ['id']));
  return [...repeated(ids, (index) => [index, 'id'], 'outlet id'), ...outlets.flatMap(swappedCoordinates)];
};

const swappedCoordinates = (outlet: unknown, index: number): Fault[] => {
  const [latitude, longitude] = [valueAt(outlet, ['latitude']), valueAt(outlet, ['longitude'])].map(Number);
  // China lies between latitudes 3 and 54 and longitudes 73 and 136: the two ranges don't overlap.
  if (!((latitude ?? 0) >= 73 && (longitude ?? Number.NaN) <= 54)) return [];
  return [{ path: [index, 'latitude'], message: `latitude ${latitude} and longitude ${longitude} look swapped` }];
};

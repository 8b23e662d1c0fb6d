import type { Menu, NumberEntry, Topic } from '../../lib/platform/profile/menu.ts';
import { type Fault, type Path, suggestion } from './organisation-faults.ts';

/** A menu and where it stands in the profile. */
export interface PlacedMenu {
  path: Path;
  menu: Menu;
}

interface Reference {
  path: Path;
  topic: string | undefined;
}

const menuReferences = (menu: Menu, path: Path): Reference[] =>
  menu.flatMap((button, index) => [
    { path: [...path, index, 'topic'], topic: button.topic },
    ...(button.children ?? []).map((child, place) => ({
      path: [...path, index, 'children', place, 'topic'],
      topic: child.topic,
    })),
  ]);

const numberReferences = (entries: readonly NumberEntry[], path: Path): Reference[] =>
  entries.flatMap((entry, index) => [
    { path: [...path, index, 'topic'], topic: entry.topic },
    ...numberReferences(entry.entries ?? [], [...path, index, 'entries']),
  ]);

const nextReferences = (topics: readonly Topic[]): Reference[] =>
  topics.flatMap(({ next = [] }, index) =>
    next.map((topic, place) => ({ path: ['topics', index, 'next', place], topic })),
  );

/** Topics that a menu, a number or another topic names and that don't exist. */
export const unknownTopics = (
  menus: readonly PlacedMenu[],
  numbers: readonly NumberEntry[],
  topics: readonly Topic[],
): Fault[] => {
  const references = [
    ...menus.flatMap(({ menu, path }) => menuReferences(menu, path)),
    ...numberReferences(numbers, ['numbers']),
    ...nextReferences(topics),
  ];
  const ids = topics.map(({ id }) => id);
  return references.flatMap(({ path, topic }) =>
    topic === undefined || ids.includes(topic)
      ? []
      : [{ path, message: `unknown topic "${topic}"${suggestion(topic, ids)}` }],
  );
};

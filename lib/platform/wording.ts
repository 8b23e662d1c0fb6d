import type { OutageRules } from './profile/announcements.ts';

/** `text` with its `{mark}`s filled in; a mark without a value stays as it is, so that a test sees it. */
export const fill = (text: string, marks: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, mark: string) => (Object.hasOwn(marks, mark) ? (marks[mark] ?? whole) : whole));

/** What an organisation may cut off: 停电, or 停电、停水. */
export const cutsOf = ({ supplies }: Pick<OutageRules, 'supplies'>): string =>
  Object.values(supplies)
    .flatMap((supply) => supply?.cut ?? [])
    .join('、');

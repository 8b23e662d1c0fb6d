import type { Announcements } from '../../lib/platform/profile/announcements.ts';
import type { Template } from '../../lib/platform/profile/notices.ts';
import { type Fault, suggestion } from './organisation-faults.ts';

type Kind = keyof Announcements;

/** The marks that the code fills in, for each kind of announcement. */
const marksOf: Record<Kind, readonly string[]> = {
  money: ['account', 'change', 'amount', 'balance', 'at', 'remark'],
  details: ['account', 'change', 'at', 'remark'],
  step: ['number', 'account', 'business', 'step', 'at', 'remark'],
  emergency: ['headline', 'place', 'at', 'advice'],
};

const unknownName = (kind: Kind, field: string, name: string, known: readonly string[]): Fault[] =>
  known.includes(name)
    ? []
    : [{ path: ['announcements', kind, field], message: `unknown ${field} "${name}"${suggestion(name, known)}` }];

const wordingFaults = (kind: Kind, name: string, { fields, values = {} }: Template): Fault[] => {
  const path = ['templates', name, 'values'];
  const unworded = Object.keys(fields).filter((field) => !Object.hasOwn(values, field));
  const marks = Object.values(values).flatMap((words) =>
    [...words.matchAll(/\{(\w+)\}/g)].map(([, mark = '']) => mark),
  );
  const unfilled = marks.filter((mark) => !marksOf[kind].includes(mark));
  return [
    ...unworded.map((field) => ({ path, message: `${field} has no words, and announcements.${kind} need them` })),
    ...unfilled.map((mark) => ({ path, message: `nothing fills in {${mark}} of announcements.${kind}` })),
  ];
};

/** What the schema can't see in announcements: templates and bindings that are not there, fields without words, marks that nothing fills in. */
export const announcementFaults = (
  announcements: Announcements,
  templates: Record<string, Template>,
  bindings: readonly string[],
): Fault[] =>
  (Object.keys(marksOf) as Kind[]).flatMap((kind) => {
    const announcement = announcements[kind];
    if (announcement === undefined) return [];
    const { template } = announcement;
    const declared = templates[template];
    return [
      ...unknownName(kind, 'template', template, Object.keys(templates)),
      ...('binding' in announcement ? unknownName(kind, 'binding', announcement.binding, bindings) : []),
      ...(declared === undefined ? [] : wordingFaults(kind, template, declared)),
    ];
  });

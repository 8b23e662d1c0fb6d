import type { OutageRules } from '../../lib/platform/profile/announcements.ts';
import type { Template } from '../../lib/platform/profile/notices.ts';
import { type Fault, type Path, suggestion } from './organisation-faults.ts';

/** The marks that the code fills in. */
const marks = ['place', 'from', 'to', 'at', 'reason', 'change', 'kind', 'cut', 'back', 'progress'];

const namesOf = ({ kinds, changed, restored }: OutageRules): { path: Path; name: string }[] => [
  ...Object.entries(kinds).map(([kind, { template }]) => ({
    path: ['outages', 'kinds', kind, 'template'],
    name: template,
  })),
  { path: ['outages', 'changed'], name: changed },
  { path: ['outages', 'restored'], name: restored },
];

const wordingFaults = (name: string, { fields, values = {} }: Template): Fault[] => {
  const path = ['templates', name, 'values'];
  const unworded = Object.keys(fields).filter((field) => !Object.hasOwn(values, field));
  const unfilled = Object.values(values)
    .flatMap((words) => [...words.matchAll(/\{(\w+)\}/g)].map(([, mark = '']) => mark))
    .filter((mark) => !marks.includes(mark));
  return [
    ...unworded.map((field) => ({ path, message: `${field} has no words, and outages need them` })),
    ...unfilled.map((mark) => ({ path, message: `nothing fills in {${mark}} of an outage` })),
  ];
};

/** What the schema can't see in the section of outages: templates that are not there, fields without words, marks that nothing fills in, no supply. */
export const outageFaults = (rules: OutageRules, templates: Record<string, Template>): Fault[] => {
  const names = namesOf(rules);
  const known = Object.keys(templates);
  const supplied = Object.values(rules.supplies).some((supply) => supply !== undefined);
  return [
    ...(supplied ? [] : [{ path: ['outages', 'supplies'], message: 'needs at least one of power, water, gas, heat' }]),
    ...names
      .filter(({ name }) => !known.includes(name))
      .map(({ path, name }) => ({ path, message: `unknown template "${name}"${suggestion(name, known)}` })),
    ...[...new Set(names.map(({ name }) => name))].flatMap((name) => {
      const template = templates[name];
      return template === undefined ? [] : wordingFaults(name, template);
    }),
  ];
};

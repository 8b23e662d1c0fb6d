import type { Template } from '../../platform/profile/notices.ts';
import type { FieldFault } from '../port.ts';
import { breaks, emoji, fieldRules, fieldTypeOf, lengthOf, mostShown } from './field-types.ts';

type CheckedTemplate = Pick<Template, 'channel' | 'fields'>;

const ellipsis = '…';

/** Whether the whole text has something of a pattern that is global for replacing. */
const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;

/** Most characters of a field's value: its type's, and what a template message shows. */
const mostOf = (key: string, value: string, channel: Template['channel']): number => {
  const type = fieldTypeOf(key);
  const most = type === undefined ? mostShown : fieldRules[type].most(value);
  return channel === 'template' ? Math.min(most, mostShown) : most;
};

const faultOfValue = (key: string, value: string, channel: Template['channel']): FieldFault | undefined => {
  const fault = (code: string, message: string): FieldFault => ({ field: key, code, message: `${key} ${message}` });
  if (value.trim() === '') return fault('missing', 'has no value');
  if (has(breaks, value)) return fault('bad_format', 'must be one line, without control characters');
  const most = mostOf(key, value, channel);
  const length = lengthOf(value);
  if (length > most) return fault('too_long', `has ${length} characters; at most ${most} are shown`);
  const type = fieldTypeOf(key);
  if (type !== undefined && !fieldRules[type].matches(value))
    return fault('bad_format', `must be ${fieldRules[type].form}`);
  return has(emoji, value) ? fault('bad_format', 'must be without emoji, which WeChat takes out') : undefined;
};

/**
 * What is wrong with a notice's fields for its template (模板消息, 订阅通知: 参数类别), in the template's order, then those that it lacks:
 * `missing`, `unknown`, `too_long`, `bad_format`. What passes is neither refused (47003) nor cut by WeChat.
 */
export const fieldFaults = (template: CheckedTemplate, fields: Readonly<Record<string, string>>): FieldFault[] => {
  const known = Object.keys(template.fields).flatMap((key) => {
    const value = Object.hasOwn(fields, key) ? (fields[key] ?? '') : '';
    return faultOfValue(key, value, template.channel) ?? [];
  });
  const unknown = Object.keys(fields)
    .filter((key) => !Object.hasOwn(template.fields, key))
    .map((key) => ({ field: key, code: 'unknown', message: `the template has no field ${key.slice(0, 32)}` }));
  return [...known, ...unknown];
};

const cut = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}${ellipsis}`;
};

const first = (text: string, most: number): string => [...text].slice(0, most).join('');

/**
 * A text made to fit a field (`thing1`, or a type alone): one line, no emoji; words that are too long end in …, a phrase keeps its first five Chinese
 * characters, a name its first ten. Numbers, times and the like are only trimmed, since a part of them would be wrong: `fieldFaults` finds those.
 */
export const fitField = (key: string, text: string): string => {
  const line = text.replaceAll(breaks, ' ').replaceAll(emoji, '').replaceAll(/ {2,}/g, ' ').trim();
  const type = fieldTypeOf(key);
  if (type === 'phrase') return first(line.replaceAll(/\P{Script=Han}/gu, ''), fieldRules.phrase.most(line));
  if (type === 'name') return first(line, fieldRules.name.most(line));
  if (type === 'thing' || type === 'short_thing' || type === 'const') return cut(line, fieldRules[type].most(line));
  return line;
};

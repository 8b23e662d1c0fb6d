import type { Template } from '../state.ts';
import { ApiError } from './error.ts';

/** `data` of a send: by field key, each with a value. */
export type FieldData = Record<string, { value: string }>;

/** A line of the card. */
export interface ShownField {
  name: string;
  value: string;
}

interface FieldKind {
  /** What the value must look like. */
  form: RegExp;
  /** Longest value, in characters. */
  most: number;
}

/** 参数类别: form and length of each kind of field; the key is the kind and a number, such as `thing1`. */
const kinds: Record<string, FieldKind> = {
  thing: { form: /./su, most: 20 },
  number: { form: /^-?\d+(\.\d+)?$/, most: 32 },
  symbol: { form: /^[^\p{L}\p{N}\s]+$/u, most: 5 },
  character_string: { form: /^[\x21-\x7e ]+$/, most: 32 },
  time: { form: /\d{1,2}:\d{2}/, most: 40 },
  date: { form: /\d{4}\D{1,2}\d{1,2}\D{1,2}\d{1,2}/, most: 40 },
  amount: { form: /^[¥￥$€£]?-?\d{1,10}(,\d{3})*(\.\d+)?元?$/, most: 20 },
  phone_number: { form: /^[\d+() *-]+$/, most: 17 },
  car_number: { form: /^[\p{L}\p{N}*·]+$/u, most: 8 },
  name: { form: /^[\p{L}*·. ]+$/u, most: 20 },
  phrase: { form: /^\p{Script=Han}+$/u, most: 5 },
  const: { form: /./su, most: 20 },
  short_thing: { form: /./su, most: 20 },
};

const marks = /([^\n{}]*?)[:：]?\s*\{\{(\w+)\.DATA\}\}/g;
const mostShown = 20;
const emoji = /\p{Extended_Pictographic}|\uFE0F|\u200D/gu;

const lines = (template: Template): { name: string; key: string }[] =>
  [...template.content.matchAll(marks)].map(([, name = '', key = '']) => ({ name: name.trim(), key }));

const kindOf = (key: string): FieldKind | undefined => kinds[key.replace(/\d+$/, '')];

/** Chinese names have at most 10 characters, others 20. */
const mostOf = (key: string, value: string, kind: FieldKind): number =>
  key.startsWith('name') && /\p{Script=Han}/u.test(value) ? 10 : kind.most;

const refuse = (key: string, what: string): never => {
  throw new ApiError(47003, `data.${key}.value ${what}`);
};

const checkField = (key: string, value: string | undefined, keepLengths: boolean): string => {
  if (value === undefined || value.trim() === '') return refuse(key, 'is empty');
  const kind = kindOf(key);
  if (!kind) return value;
  if (!kind.form.test(value)) return refuse(key, 'invalid');
  if (keepLengths && [...value].length > mostOf(key, value, kind)) return refuse(key, 'is too long');
  return value;
};

const strip = (value: string): string => value.replaceAll(emoji, '').replaceAll(/\s*[\r\n]+\s*/g, ' ');

/** 2023-05-04 公告: `first` and `remark` are dropped, other fields lose emoji and line breaks and all after 20 characters. */
export const shownOfTemplate = (template: Template, data: FieldData): ShownField[] =>
  lines(template)
    .filter(({ key }) => key !== 'first' && key !== 'remark')
    .map(({ name, key }) => {
      const value = checkField(key, data[key]?.value, false);
      return { name, value: [...strip(value)].slice(0, mostShown).join('') };
    });

/** Subscription notices are not cut: a value over its limit is refused (47003). */
export const shownOfSubscription = (template: Template, data: FieldData): ShownField[] =>
  lines(template).map(({ name, key }) => ({ name, value: checkField(key, data[key]?.value, true) }));

import type * as z from 'zod/mini';
import type { Values } from '../../lib/backend/definition.ts';
import { day, instant, month } from '../../lib/backend/fields.ts';

type Schema = z.core.$ZodType;

const inner = (schema: Schema): Schema => {
  const { def } = schema._zod as { def: { type: string; innerType?: Schema } };
  return def.type === 'optional' && def.innerType !== undefined ? inner(def.innerType) : schema;
};

const fenOf = (text: string): unknown => {
  const [, sign = '', yuan, cents = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '')) ?? [];
  return yuan === undefined ? text : Number(`${sign}${yuan}${cents.padEnd(2, '0')}`);
};

const numberOf = (text: string): unknown => (/^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text);

const truths: Record<string, boolean> = { true: true, false: false, 是: true, 否: false, '1': true, '0': false };

const two = (text = ''): string => text.padStart(2, '0');

/** Days, months and instants as spreadsheets write them, in the one form that is kept. Beijing time, since that is what a spreadsheet shows. */
const dateOf = (text: string): string => {
  const [, year, monthPart, dayPart, hour, minute, second] =
    /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?)?$/.exec(text) ?? [];
  if (year === undefined) return text;
  const date = [year, two(monthPart), ...(dayPart === undefined ? [] : [two(dayPart)])].join('-');
  return hour === undefined ? date : `${date}T${two(hour)}:${minute}:${second ?? '00'}+08:00`;
};

/** A member's parts, one for each field; what is over belongs to the last, such as the colons of an instant. */
const partsOf = (member: string, fields: number): string[] => {
  const parts = member.split(':');
  return [...parts.slice(0, fields - 1), ...(parts.length < fields ? [] : [parts.slice(fields - 1).join(':')])];
};

/** `1:210:5300;2:15:5800`: members of the list by semicolons, their fields by colons, in the schema's order. */
const listOf = (schema: Schema, text: string): unknown => {
  const { element } = (schema._zod as unknown as { def: { element: { shape?: Record<string, Schema> } } }).def;
  const shape = Object.entries(element.shape ?? {});
  const members = text.split(';').map((member) => partsOf(member, shape.length));
  if (members.some((parts) => parts.length !== shape.length)) return text;
  return members.map((parts) =>
    Object.fromEntries(shape.map(([name, field], at) => [name, cellValue(field, parts[at] ?? '')])),
  );
};

/** A cell as the field's type; text that does not fit stays text, for the schema to refuse. Empty is absent. */
export const cellValue = (field: Schema, cell: string, inYuan = false): unknown => {
  const text = cell.trim();
  if (text === '') return undefined;
  const schema = inner(field);
  const { type } = schema._zod.def as { type: string };
  if (type === 'int' || type === 'number') return inYuan ? fenOf(text) : numberOf(text);
  if (type === 'boolean') return truths[text.toLowerCase()] ?? text;
  if (type === 'array') return listOf(schema, text);
  const isDate = [day, month, instant].some((date) => (schema as unknown) === date);
  return isDate ? dateOf(text) : text;
};

/** A row without the fields that are absent. */
export const present = (entries: readonly (readonly [string, unknown])[]): Values =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));

import { randomUUID } from 'node:crypto';

/** What the simulator answers. */
export class HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Uint8Array;
  /** Left out of the logs, as what goes to silent followers is. */
  readonly silent: boolean;

  constructor(status: number, headers: Record<string, string | string[]>, body: string | Uint8Array, silent = false) {
    this.silent = silent;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

// WeChat writes 64-bit ids as bare numbers, which JSON.stringify cannot; the mark is unguessable, so no text can pose as one.
const mark = `bigint-${randomUUID()}-`;
const marked = new RegExp(`"${mark}(\\d+)"`, 'g');

/** JSON in which every bigint is a bare number. */
const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? `${mark}${member}` : member)).replace(
    marked,
    '$1',
  );

/** A JSON answer. */
export const json = (value: unknown, status = 200): HttpAnswer =>
  new HttpAnswer(status, { 'content-type': 'application/json; charset=utf-8' }, writeJson(value));

/** Bytes of some type. */
export const bytes = (body: Uint8Array, type: string, headers: Record<string, string> = {}): HttpAnswer =>
  new HttpAnswer(200, { 'content-type': type, ...headers }, body);

/** A text of some type. */
export const text = (body: string, type = 'text/plain', status = 200): HttpAnswer =>
  new HttpAnswer(status, { 'content-type': `${type}; charset=utf-8` }, body);

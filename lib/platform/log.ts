import type { Clock } from './clock.ts';
import type { CountEvent } from './metrics.ts';

/** One JSON line per event, with ids and never people. */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
  /** The same log with fields that every line carries. */
  with(fields: Record<string, unknown>): Log;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
const severity: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 };

/** Names of fields whose values are people or secrets; they are replaced whatever they hold. */
const forbidden =
  /^(phone|mobile|name|realName|idNumber|idCard|card|cardNumber|account|address|content|text|recognition|body|xml|token|accessToken|access_token|secret|appSecret|password|code|signature|encodingAesKey|authorization|cookie|latitude|longitude|label)$/i;

/** Shapes that are people wherever they stand: mainland mobile numbers, ID numbers, bank cards; and access tokens in addresses. */
const personal = [
  { shape: /(?<!\d)(?:86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, as: '[phone]' },
  { shape: /(?<!\d)\d{17}[\dXx](?!\d)/g, as: '[id-number]' },
  { shape: /(?<!\d)(?:62|4|5)\d{14,17}(?!\d)/g, as: '[card]' },
  { shape: /((?:access_token|secret|code|ticket)=)[^&\s"]+/g, as: '$1[redacted]' },
];

/** Our own error codes (`not_wechat`), which are no one-time or authorization codes. */
const errorCode = /^[a-z]+(_[a-z\d]+)*$/;

/** An openid cut to its first six characters: enough to follow one person's requests through a day's log, too little to write to them. */
export const shortOpenid = (openid: string): string => `${openid.slice(0, 6)}…`;

const redactText = (text: string): string =>
  personal.reduce((result, { shape, as }) => result.replace(shape, as), text).slice(0, 2000);

const redactEntry = ([key, value]: [string, unknown], depth: number): [string, unknown] => {
  if (key === 'code' && typeof value === 'string' && errorCode.test(value)) return [key, value];
  if (forbidden.test(key)) return [key, '[redacted]'];
  if (key === 'openid' && typeof value === 'string') return [key, shortOpenid(value)];
  return [key, redact(value, depth + 1)];
};

/** A copy of `value` without people and secrets, four levels deep. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth > 3) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map((entry) => redactEntry(entry, depth)));
};

/** A log that writes redacted JSON lines through `write`; lines below `level` are dropped, unless `count` makes a metric of their event. */
export const createLog = (options: {
  level: LogLevel;
  now: Clock;
  write: (line: string) => void;
  fields?: Record<string, unknown>;
  count?: CountEvent;
}): Log => {
  const { level, now, write, fields = {}, count } = options;
  const line = (lineLevel: LogLevel) => (event: string, more?: Record<string, unknown>) => {
    const at = now();
    const metric = count?.(event, at);
    if (severity[lineLevel] < severity[level] && metric === undefined) return;
    const head = { time: new Date(at).toISOString(), level: lineLevel, event };
    write(JSON.stringify({ ...head, ...(redact({ ...fields, ...more }) as object), ...metric }));
  };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (more) => createLog({ ...options, fields: { ...fields, ...more } }),
  };
};

import type { RecordedCall, WireEntry } from './contract.ts';
import type { World } from './world.ts';

const kept = { wire: 2000, calls: 20_000 };

const secretNames = new Set(['access_token', 'secret', 'appsecret', 'refresh_token', 'authorization']);
const secretMembers = /("(?:access_token|refresh_token|secret|appsecret|ticket)"\s*:\s*")([^"]{4})[^"]*(")/g;

/** The first four characters, enough to tell two tokens apart. */
const cut = (secret: string): string => (secret.length > 4 ? `${secret.slice(0, 4)}…` : secret);

/** A query without its secrets. */
export const maskQuery = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, secretNames.has(name) ? cut(value) : value]));

/** A JSON text without its secrets. */
export const maskText = (text: string): string => text.replace(secretMembers, '$1$2…$3');

const keep = <T>(log: T[], entry: T, most: number): void => {
  log.push(entry);
  // In steps, because cutting at every entry would make a long log slow.
  if (log.length > most * 1.1) log.splice(0, log.length - most);
};

/** Adds to the wire log and shows it on the open phone pages. */
export const logWire = (world: World, entry: Omit<WireEntry, 'id' | 'at'>): WireEntry => {
  const whole: WireEntry = { id: `w${++world.wireCount}`, at: world.now(), ...entry };
  keep(world.wire, whole, kept.wire);
  world.hub.publish({ kind: 'wire', entry: whole });
  return whole;
};

/** Adds to the log of calls that tests read. */
export const logCall = (world: World, call: Omit<RecordedCall, 'at'>): void =>
  keep(world.calls, { at: world.now(), ...call }, kept.calls);

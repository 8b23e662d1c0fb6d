import { createHash, randomBytes } from 'node:crypto';
import type { World } from './world.ts';

/** Ids are spread over the 64-bit range where a JavaScript number would already lose digits. */
const messageBase = 24_000_000_000_000_001n;
const templateBase = 3_000_000_000_000_000_001n;

/** The next number of the one counter behind all ids. */
export const nextNumber = (world: World): number => {
  world.state.counter += 1;
  world.changed();
  return world.state.counter;
};

/** A MsgId of an inbound message: over 2^53. */
export const nextMessageId = (world: World): string => String(messageBase + BigInt(nextNumber(world)) * 7n);

/** The msgid of a template or subscription message by its number: over 2^53. */
export const templateMessageId = (number: number): string => String(templateBase + BigInt(number) * 11n);

/** The next such msgid. */
export const nextTemplateMessageId = (world: World): string => templateMessageId(nextNumber(world));

/** Letters, digits, `-` and `_`, unguessable. */
export const randomText = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);

/** A name that nobody can guess and that sorts by age: `prefix` + counter + random text. */
export const nextName = (world: World, prefix: string, length = 24): string =>
  `${prefix}${nextNumber(world).toString(36)}_${randomText(length)}`;

/** An openid: 28 characters that begin with `o`, one per account and counter value. */
export const nextOpenid = (world: World): string => {
  const seed = `${world.options.account.appId}/${nextNumber(world)}/${randomText(8)}`;
  return `o${createHash('sha256').update(seed).digest('base64url').slice(0, 27)}`;
};

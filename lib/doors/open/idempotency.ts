import { AppError } from '../../platform/errors.ts';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import { Refused } from './errors.ts';
import type { KeptAnswer, Requests } from './requests.ts';

/** What doing each request once needs. */
export interface OnceDeps {
  requests: Requests;
  openCipher: () => Promise<FieldCipher>;
  now: () => number;
}

/** A request that does something. */
export interface KeyedRequest {
  caller: string;
  key: string;
  /** What makes two requests the same; kept as a keyed hash, since account numbers are in it. */
  text: string;
}

const isDecided = (error: unknown): boolean => error instanceof AppError && error.kind === 'reject';

/**
 * Does a request, or answers as it was answered before. One that died in the middle is done again: ids follow from caller and key, so that every
 * step may be repeated. A refused one is forgotten, so that it may be put right. Throws `Refused` 409 `idempotency_key_reused`, and what `act` throws.
 */
export const once = async (
  { requests, openCipher, now }: OnceDeps,
  { caller, key, text }: KeyedRequest,
  act: () => Promise<KeptAnswer>,
): Promise<{ answer: KeptAnswer; isReplay: boolean }> => {
  const digests = (await openCipher()).hashes(text, 'open request');
  const arrival = await requests.begin(caller, key, digests, now());
  if (arrival.kind === 'answered') return { answer: arrival.answer, isReplay: true };
  if (arrival.kind === 'reused')
    throw new Refused(409, 'idempotency_key_reused', 'the Idempotency-Key stood for another request');
  try {
    return { answer: await requests.finish(caller, key, await act()), isReplay: false };
  } catch (error) {
    if (isDecided(error)) await requests.forget(caller, key);
    throw error;
  }
};

import type { Settings } from '../platform/config.ts';
import type { FieldCipher } from '../platform/field-cipher.ts';
import type { Runtime } from '../platform/runtime.ts';
import { createEmbeddedBackend } from './embedded.ts';
import { createHttpBackend } from './http.ts';
import type { Backend } from './port.ts';

/** What the systems are reached with; both are opened at the first use. */
export interface BackendSecrets {
  /** Encrypts and finds imported data. */
  cipher: () => Promise<FieldCipher>;
  /** Signs requests: the parameter `backend-secret`. */
  secret: () => Promise<string>;
}

/** Imported data, by a cipher that is opened when it is first needed. */
const openEmbedded = ({ table }: Pick<Runtime, 'table'>, cipher: BackendSecrets['cipher']): Backend => {
  const backend = async () => createEmbeddedBackend(table, await cipher());
  return {
    match: async (...asked) => (await backend()).match(...asked),
    records: async (...asked) => (await backend()).records(...asked),
    change: async (...asked) => (await backend()).change(...asked),
  };
};

/** The organisation's systems: over HTTP when `BACKEND_URL` names them, else out of imported data. */
export const openBackend = (
  settings: Pick<Settings, 'BACKEND_URL'>,
  runtime: Pick<Runtime, 'table' | 'now' | 'log'>,
  { cipher, secret }: BackendSecrets,
): Backend =>
  settings.BACKEND_URL === ''
    ? openEmbedded(runtime, cipher)
    : createHttpBackend({ url: settings.BACKEND_URL, secret, fetch, now: runtime.now, log: runtime.log });

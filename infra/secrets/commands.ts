import { AppError } from '../../lib/platform/errors.ts';
import type { SecretName } from '../../lib/platform/secrets.ts';
import { checkSecret, readSecretName, secretKinds, secretNames, withNewFieldKey } from './names.ts';
import type { SecretStore } from './store.ts';

/** What the commands need. */
export interface SecretCommandDeps {
  store: SecretStore;
  ask: (question: string) => Promise<string>;
  say: (line: string) => void;
  /** The operator said that a precious secret may be replaced. */
  replace: boolean;
}

const refuseToReplace = async ({ store, replace }: SecretCommandDeps, name: SecretName): Promise<void> => {
  const { precious } = secretKinds[name];
  if (precious === undefined || replace || (await store.read(name)) === undefined) return;
  throw new AppError(
    'secret_exists',
    'reject',
    `${name} exists, and ${precious}. To replace it all the same, add --replace.`,
  );
};

const put = async (deps: SecretCommandDeps, name: SecretName, value: string): Promise<void> => {
  checkSecret(name, value);
  await refuseToReplace(deps, name);
  await deps.store.put(name, value);
  deps.say(`${name} is set; running functions take it up within five minutes.`);
};

const list = async ({ store, say }: SecretCommandDeps): Promise<void> => {
  const stored = new Map((await store.list()).map((secret) => [secret.name, secret]));
  for (const name of secretNames) {
    const found = stored.get(name);
    const absent = secretKinds[name].needed ? 'MISSING' : 'not set';
    const state = found === undefined ? absent : `version ${found.version}, ${found.changedAt?.toISOString() ?? ''}`;
    say(`${name.padEnd(30)} ${state}`);
  }
};

const generate = async (deps: SecretCommandDeps, name: SecretName): Promise<void> => {
  const make = secretKinds[name].generate;
  if (make === undefined)
    throw new AppError('not_ours', 'reject', `${name} is not ours to make: ${secretKinds[name].source}`);
  const value = make();
  await put(deps, name, value);
  // WeChat's back office wants these two typed in; nothing else is ever shown.
  if (name.startsWith('wechat-')) deps.say(`Enter at WeChat: ${value}`);
};

const promotable: Partial<Record<SecretName, SecretName>> = {
  'wechat-token': 'wechat-token-next',
  'wechat-encoding-aes-key': 'wechat-encoding-aes-key-next',
};

/** The next value becomes the present one. It is written before it is taken away, so that both are valid throughout. */
const promote = async ({ store, say }: SecretCommandDeps, name: SecretName): Promise<void> => {
  const next = promotable[name];
  if (next === undefined)
    throw new AppError('not_promotable', 'reject', `Only ${Object.keys(promotable).join(' and ')} have a next value.`);
  const value = await store.read(next);
  if (value === undefined)
    throw new AppError('no_next', 'reject', `${next} is not set: npm run secrets -- generate ${next}`);
  await store.put(name, value);
  await store.remove(next);
  say(`${name} has the value of ${next}, which is gone. The old value is refused within five minutes.`);
};

/** Adds a key to the ring of field keys; nothing becomes unreadable. */
const rotate = async ({ store, say }: SecretCommandDeps, name: SecretName): Promise<void> => {
  const ring = name === 'field-encryption-key' ? await store.read(name) : undefined;
  if (ring === undefined)
    throw new AppError('not_rotatable', 'reject', 'Only a field-encryption-key that is set can be rotated.');
  const rotated = withNewFieldKey(ring);
  checkSecret(name, rotated);
  await store.put(name, rotated);
  say(`${name} has a new first key; the old ones stay for what they sealed.`);
};

const remove = async (deps: SecretCommandDeps, name: SecretName): Promise<void> => {
  await refuseToReplace(deps, name);
  await deps.store.remove(name);
  deps.say(`${name} is removed.`);
};

const set = async (deps: SecretCommandDeps, name: SecretName): Promise<void> =>
  put(deps, name, (await deps.ask(`${name} (${secretKinds[name].formatInWords})`)).trim());

const byName: Record<string, (deps: SecretCommandDeps, name: SecretName) => Promise<void>> = {
  set,
  generate,
  promote,
  rotate,
  remove,
};

export const usage = `npm run secrets -- list
npm run secrets -- set NAME                 asks for the value without showing it, or reads it from a pipe
npm run secrets -- generate NAME            makes a random value
npm run secrets -- promote NAME             the next token or key becomes the present one
npm run secrets -- rotate field-encryption-key
npm run secrets -- remove NAME
each with --stage dev|staging|prod [--organisation power] [--region cn-north-1] [--replace]`;

/** Runs one command. Throws `AppError`s of kind `reject` that say what to do. */
export const runSecretCommand = async (deps: SecretCommandDeps, words: readonly string[]): Promise<void> => {
  const [command = '', name] = words;
  if (command === 'list') return list(deps);
  const run = byName[command];
  if (run === undefined) throw new AppError('usage', 'reject', usage);
  await run(deps, readSecretName(name));
};

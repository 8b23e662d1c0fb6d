import { generatePassword, hashPassword } from '../../lib/doors/desk/passwords.ts';
import type { StaffRecord, StaffStore } from '../../lib/doors/desk/staff.ts';
import { type StaffRight, staffRights } from '../../lib/guard/desk.ts';
import { AppError } from '../../lib/platform/errors.ts';

/** What the commands need. */
export interface StaffCommandDeps {
  staff: StaffStore;
  ask: (question: string) => Promise<string>;
  say: (line: string) => void;
  now: () => number;
}

/** Words of the command line beside the name. */
export interface StaffCommandOptions {
  /** Shown to colleagues. */
  displayName?: string | undefined;
  /** Separated by commas; all when absent. */
  rights?: string | undefined;
  /** Makes a password and shows it once, in place of asking for one. */
  generate: boolean;
}

export const usage = `npm run staff -- list
npm run staff -- add NAME --display-name 李明 [--rights ${staffRights.join(',')}] [--generate]
npm run staff -- password NAME [--generate]     a new password; lets a disabled one in again
npm run staff -- rights NAME --rights notices,notices:confirm
npm run staff -- disable NAME                   ends the sessions at once
each with --stage local|dev|staging|prod [--organisation power]; the password is asked for without being shown, or read from a pipe`;

const readName = (name: string | undefined): string => {
  if (name !== undefined && /^[a-z][a-z0-9._-]{1,29}$/.test(name)) return name;
  throw new AppError(
    'bad_name',
    'reject',
    `A name has 2 to 30 lower-case letters and digits, a letter first.\n${usage}`,
  );
};

const readRights = (given: string | undefined): StaffRight[] => {
  const named = given?.split(',').map((right) => right.trim()) ?? [...staffRights];
  if (given?.trim() === '')
    throw new AppError('rights_missing', 'reject', `Give --rights, one or more of: ${staffRights.join(', ')}`);
  const unknown = named.filter((right) => !staffRights.some((known) => known === right));
  if (unknown.length === 0) return staffRights.filter((right) => named.includes(right));
  throw new AppError(
    'unknown_right',
    'reject',
    `No such right: ${unknown.join(', ')}. There are: ${staffRights.join(', ')}`,
  );
};

const newPassword = async ({ ask, say }: StaffCommandDeps, { generate }: StaffCommandOptions) => {
  const password = generate ? generatePassword() : await ask('Password (10 to 200 characters)');
  const hash = await hashPassword(password);
  return { hash, show: () => generate && say(`Password, shown once: ${password}`) };
};

const demand = (done: boolean, name: string): void => {
  if (!done) throw new AppError('unknown_member', 'reject', `There is no member "${name}": npm run staff -- list`);
};

const line = ({ name, displayName, rights, disabledAt }: StaffRecord): string =>
  [
    name.padEnd(20),
    displayName.padEnd(12),
    rights.join(',') || 'no rights',
    disabledAt === undefined ? '' : `disabled ${new Date(disabledAt).toISOString()}`,
  ].join(' ');

type Command = (deps: StaffCommandDeps, name: string, options: StaffCommandOptions) => Promise<void>;

const commands: Record<string, Command> = {
  add: async (deps, name, options) => {
    const member = { name, displayName: options.displayName ?? name, rights: readRights(options.rights) };
    if ((await deps.staff.get(name)) !== undefined) throw taken(name);
    const { hash, show } = await newPassword(deps, options);
    if (!(await deps.staff.add(member, hash, deps.now()))) throw taken(name);
    deps.say(`${name} may use the desk: ${member.rights.join(', ')}.`);
    show();
  },
  password: async (deps, name, options) => {
    demand((await deps.staff.get(name)) !== undefined, name);
    const { hash, show } = await newPassword(deps, options);
    demand(await deps.staff.setPassword(name, hash), name);
    deps.say(`${name} has a new password; who was signed in by the old one is signed out.`);
    show();
  },
  rights: async (deps, name, { rights }) => {
    const chosen = readRights(rights ?? '');
    demand(await deps.staff.setRights(name, chosen), name);
    deps.say(`${name} may: ${chosen.join(', ')}.`);
  },
  disable: async (deps, name) => {
    demand(await deps.staff.disable(name, deps.now()), name);
    deps.say(`${name} is disabled and signed out.`);
  },
};

const taken = (name: string): AppError =>
  new AppError('name_taken', 'reject', `${name} exists. For a new password: npm run staff -- password ${name}`);

/** Runs one command. Throws `AppError`s of kind `reject` that say what to do. */
export const runStaffCommand = async (
  deps: StaffCommandDeps,
  words: readonly string[],
  options: StaffCommandOptions,
): Promise<void> => {
  const [command = '', name] = words;
  if (command === 'list') {
    for (const member of await deps.staff.list()) deps.say(line(member));
    return;
  }
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (run === undefined) throw new AppError('usage', 'reject', usage);
  await run(deps, readName(name), options);
};

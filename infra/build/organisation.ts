import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../../lib/platform/errors.ts';
import { Organisation, Outlet, Profile } from '../../lib/platform/organisation.ts';
import { outletFaults, profileFaults } from './organisation-checks.ts';
import { type Fault, faultsOfSchema, suggestion } from './organisation-faults.ts';
import { readOrganisationFile, shownName } from './organisation-file.ts';

/** The folder that holds one folder per organisation. */
export const organisationsRoot = path.resolve(import.meta.dirname, '../organisations');

/** An organisation that can't be used: unknown, or with faults in its files, one per line of the message. */
export class OrganisationError extends AppError {
  readonly faults: readonly string[];

  constructor(code: 'organisation_unknown' | 'organisation_faulty', faults: readonly string[]) {
    super(code, 'give-up', faults.join('\n'));
    this.name = 'OrganisationError';
    this.faults = faults;
  }
}

/** Names of the organisations that have a profile, sorted. */
export const listOrganisations = (root = organisationsRoot): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'profile.yaml')))
    .map(({ name }) => name)
    .sort();

const unknownOrganisation = (name: string, root: string) => {
  const known = listOrganisations(root);
  const folder = shownName(root);
  return new OrganisationError('organisation_unknown', [
    `unknown organisation "${name}"${suggestion(name, known)}; known: ${known.join(', ')}`,
    `to make a new one, copy ${folder}/${known[0] ?? 'power'} to ${folder}/<name> and edit profile.yaml and outlets.yaml`,
  ]);
};

/** The cross-check of coordinates says it better than the schema's two range faults, so it takes their place. */
const mergeFaults = (schema: Fault[], crossed: Fault[]) => {
  const swapped = new Set(crossed.filter(({ path: at }) => at[1] === 'latitude').map(({ path: at }) => at[0]));
  const said = (fault: Fault) =>
    swapped.has(fault.path[0] ?? '') && (fault.path[1] === 'latitude' || fault.path[1] === 'longitude');
  return [...schema.filter((fault) => !said(fault)), ...crossed];
};

const readPart = async (file: string, schema: z.ZodType, crossCheck: (value: unknown) => Fault[]) => {
  if (!existsSync(file)) return { value: undefined, faults: [`${shownName(file)}: this file is missing`] };
  const { value, syntax, show } = await readOrganisationFile(file);
  if (syntax.length > 0) return { value, faults: syntax };
  return { value, faults: show(mergeFaults(faultsOfSchema(schema, value), crossCheck(value))) };
};

/**
 * Reads and checks an organisation's folder. Throws one `OrganisationError` that lists every fault, each with file, line, column and path.
 * @param root the folder that holds the organisations
 */
export const loadOrganisation = async (name: string, root = organisationsRoot): Promise<Organisation> => {
  if (!listOrganisations(root).includes(name)) throw unknownOrganisation(name, root);
  const profile = await readPart(path.join(root, name, 'profile.yaml'), Profile, profileFaults);
  const outlets = await readPart(path.join(root, name, 'outlets.yaml'), z.array(Outlet), outletFaults);
  const faults = [...profile.faults, ...outlets.faults];
  if (faults.length > 0) throw new OrganisationError('organisation_faulty', faults);
  return Organisation.parse({ id: name, profile: profile.value, outlets: outlets.value });
};

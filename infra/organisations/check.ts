import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listOrganisations, loadOrganisation, OrganisationError, organisationsRoot } from '../build/organisation.ts';
import { organisationSchemas } from '../build/organisation-schema.ts';

/** `npm run organisations`: checks every organisation's folder; `-- --write-schema` writes the JSON Schemas for editors. */

const check = async (name: string) => {
  try {
    const { profile, outlets } = await loadOrganisation(name);
    console.log(`${name}: ${profile.name}, ${profile.topics.length} topics, ${outlets.length} outlets`);
    return true;
  } catch (error) {
    if (!(error instanceof OrganisationError)) throw error;
    console.error(error.message);
    return false;
  }
};

const writeSchemas = () => {
  const files = Object.entries(organisationSchemas()).map(([name, schema]) => {
    const file = path.join(organisationsRoot, name);
    writeFileSync(file, JSON.stringify(schema));
    return file;
  });
  execFileSync('npx', ['biome', 'format', '--write', ...files], { stdio: 'inherit' });
};

const { values } = parseArgs({ options: { 'write-schema': { type: 'boolean', default: false } } });
if (values['write-schema']) writeSchemas();
const results = await Promise.all(listOrganisations().map(check));
if (!results.every(Boolean)) process.exitCode = 1;

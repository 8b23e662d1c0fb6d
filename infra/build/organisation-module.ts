import type { Plugin } from 'esbuild';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { fill } from '../../lib/platform/wording.ts';
import type { Demo } from '../../lib/services/ports.ts';
import { demoPerson } from '../demo-data/people.ts';
import { demoCredentials } from '../demo-data/sets.ts';

const apologyIn = ({ profile }: Organisation): string => fill(profile.texts.fault, { telephone: profile.telephone });

/** The first known subject of each kind, and somebody whom the stand-in of the register knows; a function shows them in demo mode only. */
const demoOf = ({ id }: Organisation): Demo => {
  const { name, idNumber } = demoPerson(0);
  const claims = demoCredentials(id).map(({ kind, claims: known }): [string, Record<string, string>] => [kind, known]);
  return { claims: Object.fromEntries(claims.reverse()), person: { name, idNumber } };
};

// Parsing JSON is several times faster than running the same object literal; marked pure, so that a function that
// only apologises does not carry the whole profile.
const moduleOf = (organisation: Organisation): string => `
export const organisation = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(organisation))});
export const apology = ${JSON.stringify(apologyIn(organisation))};
export const demo = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(demoOf(organisation)))});`;

/** Resolves `#organisation` to a checked organisation, compiled in, so that a deployed function reads no file. */
export const organisationModule = (organisation: Organisation): Plugin => ({
  name: 'organisation',
  setup(build) {
    build.onResolve({ filter: /^#organisation$/ }, (args) => ({ path: args.path, namespace: 'organisation' }));
    build.onLoad({ filter: /.*/, namespace: 'organisation' }, () => ({
      contents: moduleOf(organisation),
      loader: 'js',
    }));
  },
});

import type { Plugin } from 'esbuild';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { fill } from '../../lib/platform/wording.ts';

const apologyIn = ({ profile }: Organisation): string => fill(profile.texts.fault, { telephone: profile.telephone });

// Parsing JSON is several times faster than running the same object literal; marked pure, so that a function that
// only apologises does not carry the whole profile.
const moduleOf = (organisation: Organisation): string => `
export const organisation = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(organisation))});
export const apology = ${JSON.stringify(apologyIn(organisation))};`;

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

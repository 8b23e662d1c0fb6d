import { defineRoute, type Route } from '../../guard/service.ts';
import { beginSignOn, type CampusDeps } from './campus/sign-on.ts';
import { inputs } from './model.ts';
import { type NameDeps, proveName } from './name.ts';
import { confirmPhone, type PhoneDeps, startPhone } from './phone.ts';
import { realNameTerms, termsVersion } from './terms.ts';

/** What the identity routes take. */
export interface IdentityDeps extends PhoneDeps, NameDeps, CampusDeps {
  proofs: PhoneDeps['proofs'];
  consents: PhoneDeps['consents'];
  /** A name and number that the demo data knows; in demo mode only. */
  demoPerson: { name: string; idNumber: string } | undefined;
}

const post = 'POST';

/** The routes below `/api/identity`. */
export const identityRoutes = (deps: IdentityDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/terms',
    handle: async ({ organisation }) => ({
      consentText: realNameTerms(organisation),
      consentVersion: termsVersion,
      ...(deps.demoPerson === undefined ? {} : { demo: deps.demoPerson }),
    }),
  }),
  defineRoute({
    method: post,
    path: '/phone/start',
    input: inputs.phoneStart,
    handle: (call) => startPhone(deps, call),
  }),
  defineRoute({
    method: post,
    path: '/phone/confirm',
    input: inputs.phoneConfirm,
    handle: (call) => confirmPhone(deps, call),
  }),
  defineRoute({ method: post, path: '/name', input: inputs.name, handle: (call) => proveName(deps, call) }),
  defineRoute({ method: post, path: '/campus', input: inputs.campus, handle: (call) => beginSignOn(deps, call) }),
];

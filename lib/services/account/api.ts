import { defineRoute, type Route } from '../../guard/service.ts';
import { type ConsentDeps, listConsents, withdrawConsent } from './consents.ts';
import { type EraseDeps, eraseEverything } from './erase.ts';
import { inputs } from './model.ts';
import { copyStored, type OverviewDeps, readOverview, readTrail } from './overview.ts';

/** What the account routes take. */
export interface AccountDeps extends OverviewDeps, ConsentDeps, EraseDeps {
  proofs: OverviewDeps['proofs'] & ConsentDeps['proofs'];
}

/** Copies of everything a day. */
const copiesPerDay = 10;

/** The routes below `/api/account`: what is known about the follower, in their own hands. */
export const accountRoutes = (deps: AccountDeps): Route[] => [
  defineRoute({ method: 'GET', path: '/', handle: (call) => readOverview(deps, call) }),
  defineRoute({ method: 'GET', path: '/trail', input: inputs.trail, handle: (call) => readTrail(deps, call) }),
  defineRoute({ method: 'GET', path: '/consents', handle: (call) => listConsents(deps, call) }),
  defineRoute({
    method: 'POST',
    path: '/consents/withdraw',
    input: inputs.withdraw,
    handle: (call) => withdrawConsent(deps, call),
  }),
  defineRoute({
    method: 'GET',
    path: '/export',
    dailyLimit: copiesPerDay,
    audited: true,
    handle: (call) => copyStored(deps, call),
  }),
  defineRoute({ method: 'POST', path: '/erase', input: inputs.erase, handle: (call) => eraseEverything(deps, call) }),
];

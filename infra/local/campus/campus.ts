import { createCasServer } from './cas.ts';
import { createOidcServer } from './oidc.ts';
import type { CampusAnswer, CampusRequest } from './request.ts';

/** What the stand-in of a campus's unified sign-on needs to know. */
export interface CampusOptions {
  /** Address below which it answers, such as `http://127.0.0.1:3001/campus`. */
  url: string;
  /** Where the account takes people back: `<PUBLIC_URL>/pages/campus/return`. */
  returnUrl: string;
  clientId: string;
  clientSecret: string;
  now: () => number;
}

/** Answers a request below `url`, or undefined for a path that it does not have. */
export type Campus = (request: CampusRequest) => CampusAnswer | undefined;

/** A campus's unified sign-on, as CAS below `/cas` and as OpenID Connect below `/oidc`; any number signs on with the password that the page says. */
export const createCampus = (options: CampusOptions): Campus => {
  const cas = createCasServer(options);
  const oidc = createOidcServer({ ...options, issuer: `${options.url}/oidc` });
  return (request) => {
    const [, server, path = ''] = /^\/(cas|oidc)(\/.*)?$/.exec(request.path) ?? [];
    if (server === 'cas') return cas({ ...request, path });
    return server === 'oidc' ? oidc({ ...request, path }) : undefined;
  };
};

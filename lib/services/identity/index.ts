import { defineService, type Service } from '../../guard/service.ts';
import { type IdentityDeps, identityRoutes } from './api.ts';

export type { IdentityDeps } from './api.ts';

/** 身份: proves the phone by a code, the real name by name and ID number, a member of the campus by its unified sign-on. */
export const createIdentity = (deps: IdentityDeps): Service =>
  defineService({ name: 'identity', title: '身份认证', tier: 'visitor', routes: identityRoutes(deps) });

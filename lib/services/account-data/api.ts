import { defineRoute, type Route } from '../../guard/service.ts';
import { ChangeInput, CodeInput } from './model.ts';
import { type AccountDataPorts, confirmChange, contactOf, startChange } from './service.ts';

/** Routes of the page: the masked contact, a change begun, and its code. Codes have limits of their own. */
export const accountDataRoutes = (ports: AccountDataPorts): Route[] => [
  defineRoute({ method: 'GET', path: '/', handle: (call) => contactOf(ports, call) }),
  defineRoute({ method: 'POST', path: '/start', input: ChangeInput, handle: (call) => startChange(ports, call) }),
  defineRoute({ method: 'POST', path: '/confirm', input: CodeInput, handle: (call) => confirmChange(ports, call) }),
];

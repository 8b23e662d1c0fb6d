import type { Admission } from './guard.ts';

/** The page on which a follower gets what is missing, and to which page they return. */
export interface NextStep {
  path: string;
  query: Record<string, string>;
}

/** Where to send whom the guard did not admit; undefined when only waiting helps. `then` is an own path, such as `/pages/bills?month=2026-08`. */
export const nextStep = (admission: Admission, then: string): NextStep | undefined => {
  if (admission.kind === 'unbound') return { path: '/pages/bind', query: { kind: admission.binding, then } };
  if (admission.kind !== 'below') return undefined;
  return { path: admission.needs === 'registered' ? '/pages/register' : '/pages/verify', query: { then } };
};

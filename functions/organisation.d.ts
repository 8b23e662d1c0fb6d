/** The organisation this bundle was built for, checked and compiled into it by infra/build. */
declare module '#organisation' {
  import type { Organisation } from '../lib/platform/organisation.ts';
  import type { Demo } from '../lib/services/ports.ts';
  export const organisation: Organisation;
  /** The sentence for when something of ours broke; alone, so that the callback does not carry the profile. */
  export const apology: string;
  /** What binds the demo data, for demo mode. */
  export const demo: Demo;
}

import { listOrganisations, loadOrganisation } from '../../infra/build/organisation.ts';
import type { Organisation, Profile } from '../../lib/platform/organisation.ts';

/** A real organisation, as the build reads it. */
export const anOrganisation = (name = 'power'): Promise<Organisation> => loadOrganisation(name);

/** Every organisation of the code base. */
export const allOrganisations = (): Promise<Organisation[]> => Promise.all(listOrganisations().map(anOrganisation));

/** The same organisation with parts of its profile changed. */
export const withProfile = (organisation: Organisation, changes: Partial<Profile>): Organisation => ({
  ...organisation,
  profile: { ...organisation.profile, ...changes },
});

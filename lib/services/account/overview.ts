import type { Proofs } from '../../followers/proofs.ts';
import type { Stored } from '../../followers/stored.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { Uses } from '../../guard/uses.ts';
import { maskPhone } from '../../platform/masking.ts';
import type { Overview, TrailEntry } from './model.ts';

/** What the overview, the trail and the copy take. */
export interface OverviewDeps {
  proofs: Pick<Proofs, 'phoneOf'>;
  uses: Pick<Uses, 'list'>;
  /** What a service is called on the trail. */
  titleOf: (service: string) => string | undefined;
  readStored: (openid: string) => Promise<Stored>;
  demo: boolean;
}

/** Who the follower has proved to be. */
export const readOverview = async (
  { proofs, demo }: OverviewDeps,
  { organisation, follower }: ApiCall<unknown>,
): Promise<Overview> => {
  const phone = await proofs.phoneOf(follower.openid);
  const overview = { organisation: organisation.profile.name, tier: follower.tier, demo };
  return phone === undefined ? overview : { ...overview, phone: maskPhone(phone) };
};

/** Looks at personal data, newest first. */
export const readTrail = async (
  { uses, titleOf }: OverviewDeps,
  { follower, input }: ApiCall<{ after?: string | undefined }>,
): Promise<{ entries: TrailEntry[]; next?: string }> => {
  const { entries, next } = await uses.list(follower.openid, input.after);
  const shown = entries.map(({ service, at }) => ({ at, title: titleOf(service) ?? '查询' }));
  return next === undefined ? { entries: shown } : { entries: shown, next };
};

/** A copy of all that is stored about the follower. */
export const copyStored = ({ readStored }: OverviewDeps, { follower }: ApiCall<unknown>): Promise<Stored> =>
  readStored(follower.openid);

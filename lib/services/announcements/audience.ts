import type { Audience } from '../../notices/model.ts';
import { refuseFaults } from '../../platform/bad-fields.ts';
import { checkAreas } from './areas.ts';
import { faultAt } from './faults.ts';
import { audienceOfHolders, numberFaults } from './holders.ts';
import type { AudienceRequest } from './model.ts';
import type { AnnouncementPorts } from './ports.ts';

type Asked<Of extends AudienceRequest['of']> = Extract<AudienceRequest, { of: Of }>;

const kindFaults = ({ organisation }: AnnouncementPorts, kinds: readonly string[], field: string) =>
  kinds
    .filter((kind) => !Object.hasOwn(organisation.profile.bindings, kind))
    .map((kind) => faultAt(field, 'unknown_kind', `followers bind no ${kind} here`));

const inAreas = async (ports: AnnouncementPorts, { areaIds, bindingKinds }: Asked<'areas'>): Promise<Audience> => {
  if (bindingKinds !== 'any') refuseFaults(kindFaults(ports, bindingKinds, 'audience.bindingKinds'));
  await checkAreas(ports, areaIds, 'audience.areaIds');
  return { of: 'areas', areaIds, ...(bindingKinds === 'any' ? {} : { bindingKinds }) };
};

const inGroup = ({ organisation }: AnnouncementPorts, { groupId }: Asked<'group'>): Audience => {
  const isKnown = organisation.profile.notices.groups?.some(({ id }) => id === groupId) === true;
  if (!isKnown) refuseFaults([faultAt('audience.groupId', 'unknown_group', `there is no group ${groupId}`)]);
  return { of: 'group', groupId };
};

const ofNotice = async ({ notices }: AnnouncementPorts, { noticeId, which }: Asked<'notice'>): Promise<Audience> => {
  const notice = await notices.get(noticeId);
  const field = 'audience.noticeId';
  if (notice === undefined) refuseFaults([faultAt(field, 'unknown_notice', 'there is no such notice')]);
  if (notice?.state === 'freezing')
    refuseFaults([faultAt(field, 'still_freezing', 'its audience is still being counted; try again in a minute')]);
  return { of: 'notice', noticeId, which };
};

const ofHolders = async (ports: AnnouncementPorts, { kind, number }: Asked<'holders'>) => {
  refuseFaults(kindFaults(ports, [kind], 'audience.kind'));
  refuseFaults(numberFaults(kind, number, 'audience.number'));
  return audienceOfHolders(ports, kind, number);
};

/** The audience that a request asks for, all of its names checked; undefined when it asks for a subject's holders and there are none. Throws `BadFields`. */
export const audienceOf = async (ports: AnnouncementPorts, asked: AudienceRequest): Promise<Audience | undefined> => {
  switch (asked.of) {
    case 'areas':
      return inAreas(ports, asked);
    case 'group':
      return inGroup(ports, asked);
    case 'notice':
      return ofNotice(ports, asked);
    case 'holders':
      return ofHolders(ports, asked);
    case 'everyone':
      return { of: 'everyone' };
  }
};

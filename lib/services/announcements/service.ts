import { announceAccountChange } from './account-changes.ts';
import type { Announced } from './announce.ts';
import { announceApplicationStep } from './application-steps.ts';
import { type AnnouncedEmergency, announceEmergency, changeEmergency } from './emergencies.ts';
import type { StoredEmergency } from './emergency-store.ts';
import { announceNotice } from './general.ts';
import type { AccountChange, ApplicationStep, EmergencyChange, EmergencyRequest, NoticeRequest } from './model.ts';
import type { AnnouncementPorts, Asking } from './ports.ts';

/**
 * What the organisation's systems and staff have followers told. Each call may be repeated under the same key: it makes the same notice.
 * Throws `BadFields` before anything is stored; `AppError('not_offered', 'reject')` where the profile lacks the announcement.
 */
export interface AnnouncementService {
  accountChange(change: AccountChange, asking: Asking): Promise<Announced>;
  applicationStep(step: ApplicationStep, asking: Asking): Promise<Announced>;
  notice(request: NoticeRequest, asking: Asking): Promise<Announced>;
  emergency(request: EmergencyRequest, asking: Asking): Promise<AnnouncedEmergency>;
  changeEmergency(id: string, change: EmergencyChange, asking: Asking): Promise<AnnouncedEmergency>;
  readEmergency(id: string): Promise<StoredEmergency | undefined>;
}

/** The announcements over these ports. */
export const createAnnouncements = (ports: AnnouncementPorts): AnnouncementService => ({
  accountChange: (change, asking) => announceAccountChange(ports, change, asking),
  applicationStep: (step, asking) => announceApplicationStep(ports, step, asking),
  notice: (request, asking) => announceNotice(ports, request, asking),
  emergency: (request, asking) => announceEmergency(ports, request, asking),
  changeEmergency: (id, change, asking) => changeEmergency(ports, id, change, asking),
  readEmergency: (id) => ports.emergencies.get(id),
});

import type { Holders } from '../../followers/holders.ts';
import type { Areas } from '../../notices/areas/store.ts';
import type { Notices } from '../../notices/port.ts';
import type { NoticeTexts } from '../../notices/texts.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Emergencies } from './emergency-store.ts';

/** What announcements need. */
export interface AnnouncementPorts {
  organisation: Organisation;
  notices: Pick<Notices, 'faultsOf' | 'draft' | 'get' | 'cancel'>;
  holders: Holders;
  areas: Pick<Areas, 'get' | 'coverEverything'>;
  texts: Pick<NoticeTexts, 'put'>;
  emergencies: Emergencies;
  now: () => number;
}

/** Who asks, and by which key: a repeated request with both the same is the same request. */
export interface Asking {
  /** `open:<caller>`, `staff:<name>`. */
  by: string;
  /** Idempotency key. */
  key: string;
}

import type { Notices } from '../../notices/port.ts';
import type { AnnouncementService } from '../../services/announcements/service.ts';
import type { Outages } from '../../services/outages/service.ts';
import { announcementRoutes } from './announcements.ts';
import { noticeRoutes } from './notices.ts';
import { outageRoutes } from './outages.ts';
import type { OpenRoute } from './route.ts';

/** What the routes lead to. */
export interface OpenServices {
  announcements: AnnouncementService;
  outages: Pick<Outages, 'announce' | 'change' | 'get'>;
  notices: Pick<Notices, 'get' | 'figures' | 'preview' | 'confirm' | 'stop' | 'resume' | 'cancel'>;
}

/** Every route of the open door. */
export const openRoutes = ({ announcements, outages, notices }: OpenServices): OpenRoute[] => [
  ...outageRoutes(outages),
  ...announcementRoutes(announcements),
  ...noticeRoutes(notices),
];

import type { Bindings } from '../../followers/bindings.ts';
import type { FollowedAreas } from '../../followers/followed-areas.ts';
import type { Ports } from '../../guard/service.ts';
import type { Areas } from '../../notices/areas/store.ts';
import type { Notices } from '../../notices/port.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { OutageStore } from './store.ts';

/** What announcing outages needs. */
export interface OutagePorts {
  outages: OutageStore;
  areas: Pick<Areas, 'get' | 'ancestors' | 'descendants' | 'coverEverything'>;
  notices: Pick<Notices, 'draft' | 'get' | 'cancel' | 'preview' | 'faultsOf'>;
  organisation: Organisation;
  now: () => number;
}

/** What finding outages for followers needs. */
export interface FinderPorts {
  outages: Pick<OutageStore, 'get' | 'many' | 'at'>;
  areas: Pick<Areas, 'get' | 'children' | 'ancestors' | 'containing' | 'outlinesOf'>;
  bindings: Pick<Bindings, 'list'>;
  followedAreas: FollowedAreas;
  pageUrl: Ports['pageUrl'];
}

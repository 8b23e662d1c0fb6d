import type { DeskRoom } from '../../guard/desk.ts';
import { createAreas } from '../../notices/areas/store.ts';
import { createGate } from '../../notices/gate.ts';
import type { Notices } from '../../notices/port.ts';
import type { Settings } from '../../platform/config.ts';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { openOfficersRoom } from '../../services/officers/desk-open.ts';
import { createOutages } from '../../services/outages/service.ts';
import { createOutageStore } from '../../services/outages/store.ts';
import { createMembersRoom } from './members/api.ts';
import { createNoticesRoom } from './notices/api.ts';
import { deliveryNames, smsNames } from './notices/words.ts';
import { createOutagesRoom } from './outages/api.ts';
import type { StaffStore } from './staff.ts';

/** What rooms are made of; each takes what it uses. */
export interface RoomDeps extends Runtime {
  organisation: Organisation;
  settings: Pick<Settings, 'PUBLIC_URL'>;
  cipher: () => Promise<FieldCipher>;
  staff: StaffStore;
  notices: Notices;
}

/** Every room of the desk, in the order of the sidebar. A further one stands here, and its pages in `ui/registry.ts`. */
export const createRooms = (deps: RoomDeps): DeskRoom[] => {
  const areas = createAreas(deps);
  const outages = createOutages({ ...deps, areas, outages: createOutageStore(deps.table) });
  return [
    createNoticesRoom({ ...deps, areas, gate: createGate(deps.table, deps.organisation.profile.notices) }),
    createOutagesRoom({ ...deps, areas, outages }),
    openOfficersRoom({ ...deps, words: { wechat: deliveryNames, sms: smsNames } }),
    createMembersRoom(deps),
  ];
};

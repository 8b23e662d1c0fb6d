import type { DeskRoom } from '../../guard/desk.ts';
import { createReadings } from '../../notices/readings.ts';
import { createNoticeTexts } from '../../notices/texts.ts';
import type { Settings } from '../../platform/config.ts';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Table } from '../../platform/table.ts';
import { createOfficersRoom, type OfficersRoomDeps } from './desk.ts';
import { createGroupNotices } from './group-notices.ts';
import { createGroupInvitations } from './invitations.ts';
import { createKeptInvitations } from './kept-invitations.ts';
import { createMembers } from './store.ts';

/** The room over the table, with the engine's notices. */
export const openOfficersRoom = (opened: {
  table: Table;
  cipher: () => Promise<FieldCipher>;
  organisation: Organisation;
  settings: Pick<Settings, 'PUBLIC_URL'>;
  notices: OfficersRoomDeps['notices'];
  words: OfficersRoomDeps['words'];
  now: () => number;
}): DeskRoom => {
  const { table, cipher, organisation, settings, notices, words, now } = opened;
  return createOfficersRoom({
    ...{ organisation, notices, words, now },
    members: createMembers(table, cipher),
    groupInvitations: createGroupInvitations(table, cipher),
    keptInvitations: createKeptInvitations(table, cipher),
    groupNotices: createGroupNotices(table),
    texts: createNoticeTexts(table),
    readings: createReadings(table),
    pageUrl: (path, query = {}) => {
      const url = new URL(path, settings.PUBLIC_URL);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },
  });
};

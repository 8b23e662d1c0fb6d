import { createReadings, type Readings } from '../notices/readings.ts';
import { createSegmentStore, type SegmentStore } from '../notices/segments.ts';
import { createNoticeStore, type NoticeStore } from '../notices/store.ts';
import { createTallies } from '../notices/tallies.ts';
import { createNoticeTexts, type NoticeTexts } from '../notices/texts.ts';
import type { FieldCipher } from '../platform/field-cipher.ts';
import type { Runtime } from '../platform/runtime.ts';
import { createGroupNotices, type GroupNotices } from './officers/group-notices.ts';
import { createGroupInvitations, type GroupInvitations } from './officers/invitations.ts';
import { createMembers, type Members } from './officers/store.ts';

/** What pages about notices and groups are made of. They read notices; only the engine's port writes them. */
export interface NoticePorts {
  members: Members;
  groupInvitations: GroupInvitations;
  groupNotices: GroupNotices;
  sentNotices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'get' | 'last'>;
  noticeTexts: NoticeTexts;
  readings: Readings;
}

/** They over the table. */
export const openNoticePorts = ({ table, now }: Runtime, cipher: () => Promise<FieldCipher>): NoticePorts => ({
  members: createMembers(table, cipher),
  groupInvitations: createGroupInvitations(table, cipher),
  groupNotices: createGroupNotices(table),
  sentNotices: createNoticeStore(table, now),
  segments: createSegmentStore({ table, tallies: createTallies(table, now), now }),
  noticeTexts: createNoticeTexts(table),
  readings: createReadings(table),
});

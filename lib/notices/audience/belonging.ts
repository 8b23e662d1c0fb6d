import { keys } from '../../platform/keys.ts';
import { readBatch } from '../../platform/read-batch.ts';
import type { Table } from '../../platform/table.ts';
import type { Notice } from '../model.ts';
import type { NoticeStore } from '../store.ts';

/** A present member of a group. */
export interface GroupMember {
  /** Whether they agreed to text messages when they joined. */
  smsConsent: boolean;
}

/** Whom a notice still concerns when it goes: who has left its group, or unbound what it is about, since its audience was frozen, no longer does. */
export interface Belonging {
  /** The group that a notice is to, also where it goes to recipients of an earlier one; undefined for any other notice. */
  groupOf(notice: Pick<Notice, 'audience'>): Promise<string | undefined>;
  /** Those of at most 100 people who are members, by openid; strongly consistent. */
  membersAmong(groupId: string, openids: readonly string[]): Promise<ReadonlyMap<string, GroupMember>>;
  /** Those of at most 100 people who have unbound what a notice is about; strongly consistent. */
  unbound(notice: Pick<Notice, 'audience'>, openids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** A notice to recipients of a notice to recipients …: so many steps back. */
const mostSteps = 5;

interface Item {
  pk: string;
  sk: string;
  state?: string;
  smsConsent?: boolean;
}

/** By the groups and bindings in the table. */
export const createBelonging = (table: Table, notices: Pick<NoticeStore, 'get'>): Belonging => ({
  groupOf: async ({ audience }) => {
    let current: Notice['audience'] | undefined = audience;
    for (let step = 0; step < mostSteps && current?.of === 'notice'; step += 1)
      current = (await notices.get(current.noticeId))?.audience;
    return current?.of === 'group' ? current.groupId : undefined;
  },
  membersAmong: async (groupId, openids) => {
    const wanted = [...new Set(openids)].map((openid) => keys.groupMember(groupId, openid));
    const items = await readBatch<Item>(table, wanted, {
      ...{ attributes: 'pk, sk, #state, smsConsent', names: { '#state': 'state' }, consistent: true },
    });
    const members = items.filter(({ state }) => state === 'member');
    return new Map(members.map(({ sk, smsConsent }) => [sk, { smsConsent: smsConsent === true }]));
  },
  unbound: async ({ audience }, openids) => {
    if (audience.of !== 'people' || audience.held === undefined) return new Set();
    const { kind, ids } = audience.held;
    const wanted = openids.map((openid) => ({ openid, key: keys.binding(openid, kind, ids[openid] ?? '') }));
    const items = await readBatch<Item>(
      table,
      wanted.map(({ key }) => key),
      { attributes: 'pk, sk', consistent: true },
    );
    const bound = new Set(items.map(({ pk }) => pk));
    return new Set(wanted.filter(({ key }) => !bound.has(key.pk)).map(({ openid }) => openid));
  },
});

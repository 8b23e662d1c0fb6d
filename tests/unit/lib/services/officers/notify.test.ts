import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldFaults } from '../../../../../lib/notices/channels/fields.ts';
import type { NoticeDraft } from '../../../../../lib/notices/model.ts';
import { createReadings } from '../../../../../lib/notices/readings.ts';
import type { Delivery } from '../../../../../lib/notices/segment.ts';
import { createNoticeTexts } from '../../../../../lib/notices/texts.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import type { Template } from '../../../../../lib/platform/profile/notices.ts';
import { createGroupNotices } from '../../../../../lib/services/officers/group-notices.ts';
import { type GroupNotice, notifyGroup } from '../../../../../lib/services/officers/notify.ts';
import { createMembers } from '../../../../../lib/services/officers/store.ts';
import { listUnread } from '../../../../../lib/services/officers/unread.ts';
import { unreadCsv } from '../../../../../lib/services/officers/unread-file.ts';
import { aClock } from '../../../../support/clock.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { aCipher } from '../support/proof-world.ts';

const table = useTable();
const now = aClock();
const groupId = 'unit-officers-nanhu';
let fund: Organisation;
let drafts: NoticeDraft[];
beforeAll(async () => {
  fund = await anOrganisation('housing-fund');
});
beforeEach(() => {
  drafts = [];
});

const aGroupNotice = (changes: Partial<GroupNotice> = {}): GroupNotice => ({
  key: 'request-1',
  groupId,
  title: '基数申报培训',
  requirement: '请于3月10日前报名',
  confirmation: 'by-staff',
  ...changes,
});
const deps = () => ({
  ...{ organisation: fund, texts: createNoticeTexts(table), groupNotices: createGroupNotices(table), now },
  notices: {
    draft: async (draft: NoticeDraft) => {
      drafts.push(draft);
      return draft as never;
    },
  },
});
const template = () => fund.profile.templates['officer-notice'] as Template;
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });

describe('a notice to a group', () => {
  it('goes to the group alone, must be read, and opens its reading page', async () => {
    await notifyGroup(deps(), aGroupNotice(), 'staff:demo');
    expect(drafts[0]).toMatchObject({
      audience: { of: 'group', groupId },
      mustRead: { remindAfterHours: 24 },
      link: `/pages/reading?notice=${drafts[0]?.id}`,
      confirmation: 'by-staff',
    });
    expect(fieldFaults(template(), drafts[0]?.fields ?? {})).toEqual([]);
  });

  it('is the same for the same request, and another for another', async () => {
    await notifyGroup(deps(), aGroupNotice(), 'staff:demo');
    await notifyGroup(deps(), aGroupNotice(), 'staff:demo');
    await notifyGroup(deps(), aGroupNotice({ key: 'request-2' }), 'staff:demo');
    const [first, repeated, other] = drafts.map(({ id }) => id);
    expect(repeated).toBe(first);
    expect(other).not.toBe(first);
  });

  it('keeps its full text beside it', async () => {
    const { id } = await notifyGroup(deps(), aGroupNotice({ key: 'request-3', text: '第一段\n第二段' }), 'open:hall');
    expect(await createNoticeTexts(table).get(id)).toBe('第一段\n第二段');
  });

  it('is led to by its group, once, the newest first', async () => {
    now.advance(1000);
    const first = await notifyGroup(deps(), aGroupNotice({ key: 'request-4' }), 'staff:lead');
    now.advance(1000);
    const second = await notifyGroup(deps(), aGroupNotice({ key: 'request-5' }), 'staff:lead');
    await notifyGroup(deps(), aGroupNotice({ key: 'request-4' }), 'staff:lead');
    const latest = await createGroupNotices(table).latest(groupId, 2, now());
    expect(latest.map(({ noticeId }) => noticeId)).toEqual([second.id, first.id]);
    const later = await createGroupNotices(table).latest(groupId, 2, now() + 91 * 86_400_000);
    expect(later).toEqual([]);
  });

  it('is refused to a group that the profile lacks, and with a text that is too long', async () => {
    await expect(notifyGroup(deps(), aGroupNotice({ groupId: 'all' }), 'staff:demo')).rejects.toEqual(
      refusal('no_such_group'),
    );
    await expect(notifyGroup(deps(), aGroupNotice({ text: '长'.repeat(5001) }), 'staff:demo')).rejects.toEqual(
      refusal('text_too_long'),
    );
    expect(drafts).toEqual([]);
  });
});

describe('the list of who has not read', () => {
  const members = createMembers(table, async () => aCipher);
  const aDelivery = (openid: string, code: Delivery['code'] = 'd'): Delivery => ({ openid, code, sms: ' ' });
  const openids = ['oReader', 'oLate', 'oGone', 'oRemoved', 'oLeft'];
  const sentAt = Date.parse('2026-05-16T10:00:00+08:00');
  const due = sentAt + 24 * 3_600_000;

  const listAt = async (at: number, most?: number) => {
    for (const openid of openids.slice(0, 4)) {
      const who = { groupId, openid, unit: '南湖机械厂', unitNumber: '3201', name: '李红', consentVersion: '1' };
      await members.join({ ...who, state: 'member' }, now());
    }
    await members.decide(groupId, 'oRemoved', { to: 'rejected', reason: '换人', by: 'staff:li', at: now() });
    const readings = createReadings(table);
    await readings.read('n1', 'oReader', now());
    const notice = {
      id: 'n1',
      audience: { of: 'group', groupId },
      mustRead: { remindAfterHours: 24 },
      sentAt,
    } as never;
    const all = openids.map((openid) => aDelivery(openid, openid === 'oGone' ? 'n' : 'd'));
    const notices = {
      get: async () => notice,
      deliveries: async function* () {
        yield* all;
      },
    };
    return listUnread({ notices, readings, members }, 'n1', most === undefined ? { now: at } : { now: at, most });
  };

  it('names the unit and masks the name; waits for nobody who unfollowed, left or was taken out', async () => {
    expect(await listAt(due - 1)).toEqual({
      ...{ count: 1, left: 2, dueAt: due, isOverdue: false },
      people: [{ name: '李*', unit: '南湖机械厂', unitNumber: '3201', code: 'd', sms: ' ' }],
    });
  });

  it('says when the time to read is over, and counts whom it does not name', async () => {
    expect(await listAt(due, 0)).toMatchObject({ count: 1, people: [], isOverdue: true });
  });

  it('is a file without formulas, whatever a unit calls itself', () => {
    const words = { wechat: { d: '已送达' }, sms: { s: '短信已发出' } } as never;
    const unit = { unit: '=HYPERLINK("x","单位")', unitNumber: '-3201', name: '李*', code: 'd', sms: 's' } as const;
    expect(unreadCsv([unit], words)).toBe(
      '\uFEFF"单位","单位账号","姓名","微信","短信"\r\n"\'=HYPERLINK(""x"",""单位"")","\'-3201","李*","已送达","短信已发出"\r\n',
    );
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldFaults } from '../../../../../lib/notices/channels/fields.ts';
import type { NoticeDraft } from '../../../../../lib/notices/model.ts';
import { createReadings } from '../../../../../lib/notices/readings.ts';
import type { Delivery } from '../../../../../lib/notices/segment.ts';
import { createNoticeTexts } from '../../../../../lib/notices/texts.ts';
import type { Organisation, Template } from '../../../../../lib/platform/organisation.ts';
import { type GroupNotice, notifyGroup } from '../../../../../lib/services/officers/notify.ts';
import { createMembers } from '../../../../../lib/services/officers/store.ts';
import { listUnread } from '../../../../../lib/services/officers/unread.ts';
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
  ...{ organisation: fund, texts: createNoticeTexts(table), now },
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
  const openids = ['oReader', 'oLate', 'oGone', 'oLeft'];

  it('names the unit and masks the name; leaves out who read it or unfollowed', async () => {
    for (const openid of openids.slice(0, 3)) {
      const who = { groupId, openid, unit: '南湖机械厂', unitNumber: '3201', name: '李红', consentVersion: '1' };
      await members.join({ ...who, state: 'member' }, now());
    }
    const readings = createReadings(table);
    await readings.read('n1', 'oReader', now());
    const notice = { audience: { of: 'group', groupId } } as never;
    const all = openids.map((openid) => aDelivery(openid, openid === 'oGone' ? 'n' : 'd'));
    const notices = {
      get: async () => notice,
      deliveries: async function* () {
        yield* all;
      },
    };
    expect(await listUnread({ notices, readings, members }, 'n1')).toEqual({
      count: 2,
      people: [
        { name: '已退出', unit: '', code: 'd', sms: ' ' },
        { name: '李*', unit: '南湖机械厂', code: 'd', sms: ' ' },
      ],
    });
  });
});

import { fieldFaults } from '../../lib/notices/channels/fields.ts';
import { previewOf } from '../../lib/notices/channels/preview.ts';
import type { Notice, NoticeDraft, NoticeState } from '../../lib/notices/model.ts';
import type { Figures, Notices } from '../../lib/notices/port.ts';
import type { Organisation } from '../../lib/platform/organisation.ts';
import type { Table } from '../../lib/platform/table.ts';
import { createEmergencyStore } from '../../lib/services/announcements/emergency-store.ts';
import type { AnnouncementPorts } from '../../lib/services/announcements/ports.ts';
import { aClock } from './clock.ts';

const noFigures: Figures = {
  ...{ people: 0, accounts: 0, optedOut: 0, waiting: 0, accepted: 0, delivered: 0, blocked: 0, failed: 0, read: 0 },
  ...{ notFollowing: 0, refused: 0, declined: 0, quiet: 0, unknown: 0, rejected: 0 },
  ...{ smsSent: 0, smsFailed: 0, smsNone: 0 },
};

const asNotice = (draft: NoticeDraft, organisation: Organisation, now: number): Notice => ({
  ...draft,
  channel: organisation.profile.templates[draft.template]?.channel ?? 'template',
  ...{
    shards: 1,
    state: 'ready',
    warnings: draft.warnings ?? [],
    holds: draft.holds ?? [],
    createdAt: now,
    version: 1,
  },
});

/** The push engine's port in memory: it keeps what was drafted and lets tests say how far each notice has come. */
export const memoryNotices = (organisation: Organisation, now: () => number) => {
  const stored = new Map<string, Notice>();
  const { templates } = organisation.profile;
  const templateOf = (key: string) => {
    const template = templates[key];
    if (template === undefined) throw new Error(`no template ${key}`);
    return template;
  };
  const move = (id: string, from: readonly NoticeState[], state: NoticeState) => {
    const notice = stored.get(id);
    if (notice === undefined) return { kind: 'unknown' as const };
    if (!from.includes(notice.state)) return { kind: 'refused' as const, state: notice.state };
    const changed = { ...notice, state };
    stored.set(id, changed);
    return { kind: 'changed' as const, notice: changed };
  };
  const notices: Notices = {
    faultsOf: ({ template, fields }) => fieldFaults(templateOf(template), fields),
    preview: ({ template, fields, link }) => previewOf(templateOf(template), fields, link, 'https://account.example'),
    draft: async (draft) => {
      const notice = stored.get(draft.id) ?? asNotice(draft, organisation, now());
      stored.set(draft.id, notice);
      return notice;
    },
    get: async (id) => stored.get(id),
    list: async () => [...stored.values()],
    confirm: async (id) => move(id, ['ready', 'held'], 'sending'),
    stop: async (id) => move(id, ['sending'], 'stopped'),
    resume: async (id) => move(id, ['stopped'], 'sending'),
    cancel: async (id) => move(id, ['ready', 'held', 'scheduled', 'freezing'], 'cancelled'),
    figures: async () => noFigures,
    deliveries: () => (async function* () {})(),
  };
  return {
    notices,
    /** What was drafted, in order. */
    drafted: () => [...stored.values()],
    newest: () => [...stored.values()].at(-1),
    setState: (id: string, state: NoticeState) => {
      const notice = stored.get(id);
      if (notice !== undefined) stored.set(id, { ...notice, state });
    },
  };
};

/** A card of the demo issuer, and its holder. */
export const aCard = '6299990000000000012';
export const aHolder = 'oHolderOfTheCard0000000000';

const areaNames: Record<string, string> = {
  'dorm-1': '1号楼',
  'dorm-2': '2号楼',
  chengzhong: '城中区',
  city: '临江市',
};

/** What announcements are made of, on a real table; `city` is the area above all others. */
export const announcementWorld = (table: Table, organisation: Organisation) => {
  const now = aClock();
  const memory = memoryNotices(organisation, now);
  const holders = new Map<string, string[]>();
  const texts = new Map<string, string>();
  const ports: AnnouncementPorts = {
    ...{ organisation, notices: memory.notices, now },
    holders: {
      of: async (kind, subject) =>
        (holders.get(`${kind} ${subject}`) ?? []).map((openid) => ({ openid, bindingId: `b-${openid}` })),
    },
    areas: {
      get: async (id) =>
        Object.hasOwn(areaNames, id) ? { id, kind: 'building', name: areaNames[id] ?? '', parents: [] } : undefined,
      coverEverything: async (ids) => ids.includes('city'),
    },
    texts: { put: async (id, text) => void texts.set(id, text) },
    emergencies: createEmergencyStore(table, now),
  };
  return {
    ...{ ports, now, texts, ...memory },
    bind: (kind: string, subject: string, ...openids: string[]) => holders.set(`${kind} ${subject}`, openids),
  };
};

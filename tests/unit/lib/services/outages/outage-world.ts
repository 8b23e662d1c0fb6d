import { isInside } from '../../../../../lib/notices/areas/geometry.ts';
import {
  type Area,
  type AreaChild,
  areaRoot,
  type Outline,
  type Point,
} from '../../../../../lib/notices/areas/model.ts';
import type { Areas } from '../../../../../lib/notices/areas/store.ts';
import { fieldFaults } from '../../../../../lib/notices/channels/fields.ts';
import type { Notice, NoticeDraft, NoticeState } from '../../../../../lib/notices/model.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import type { NewOutage } from '../../../../../lib/services/outages/model.ts';
import { createOutages } from '../../../../../lib/services/outages/service.ts';
import { createOutageStore } from '../../../../../lib/services/outages/store.ts';

/** An area and its outline, where it has one. */
export type GivenArea = Area & { outline?: Outline };

const square = (west: number, south: number, side: number): Outline => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});

/** Two districts; a line that crosses into a community of the first; the second district has no outline. */
export const someAreas: GivenArea[] = [
  { id: 'chengzhong', kind: 'district', name: '城中区', parents: [], outline: square(120.1, 30.2, 0.1) },
  { id: 'nanhu', kind: 'district', name: '南湖区', parents: [] },
  { id: 'renmin', kind: 'street', name: '人民路街道', parents: ['chengzhong'], outline: square(120.15, 30.24, 0.04) },
  { id: 'line-8', kind: 'line', name: '中山线', parents: ['chengzhong'] },
  { id: 'binjiang', kind: 'community', name: '滨江新村', parents: ['renmin'], outline: square(120.16, 30.25, 0.01) },
  { id: 'yinghu', kind: 'community', name: '映湖小区', parents: ['renmin'], outline: square(120.18, 30.25, 0.005) },
  { id: 'binjiang-1', kind: 'transformer-area', name: '滨江1号台区', parents: ['binjiang', 'line-8'] },
  { id: 'yinghu-1', kind: 'transformer-area', name: '映湖1号台区', parents: ['yinghu'] },
  { id: 'nanhu-1', kind: 'transformer-area', name: '南湖1号台区', parents: ['nanhu'] },
];

/** The area tree in memory. */
export const areasOf = (given: readonly GivenArea[]): Areas => {
  const byId = new Map(given.map((area) => [area.id, area]));
  const childrenOf = (id: string): AreaChild[] =>
    given
      .filter(({ parents }) => (id === areaRoot ? parents.length === 0 : parents.includes(id)))
      .map((area) => ({
        ...{ id: area.id, kind: area.kind, name: area.name },
        inner: given.some(({ parents }) => parents.includes(area.id)),
      }));
  const above = (id: string): GivenArea[] =>
    (byId.get(id)?.parents ?? []).flatMap((parent) => [byId.get(parent) as GivenArea, ...above(parent)]);
  const covered = (id: string, ids: readonly string[]): boolean => {
    const children = childrenOf(id);
    return ids.includes(id) || (children.length > 0 && children.every((child) => covered(child.id, ids)));
  };
  const descendants = (ids: readonly string[]): string[] => [
    ...new Set(ids.flatMap((id) => [id, ...descendants(childrenOf(id).map((child) => child.id))])),
  ];
  return {
    get: async (id) => byId.get(id),
    children: async (id) => childrenOf(id),
    ancestors: async (id) => [...new Set(above(id))],
    descendants: async (ids) => descendants(ids),
    coverEverything: async (ids) => covered(areaRoot, ids),
    containing: async (point: Point) =>
      given.filter(({ outline }) => outline !== undefined && isInside(point, outline)).toReversed(),
    outlinesOf: async (ids) =>
      new Map(
        ids.flatMap((id): [string, Outline][] =>
          byId.get(id)?.outline ? [[id, byId.get(id)?.outline as Outline]] : [],
        ),
      ),
  };
};

/** The push engine in memory: it keeps drafts, and a test moves them on. */
export const createEngine = ({ profile }: Organisation) => {
  const notices = new Map<string, Notice>();
  const order: string[] = [];
  const unsent: readonly NoticeState[] = ['freezing', 'ready', 'held', 'scheduled'];
  const engine = {
    faultsOf: ({ template, fields }: Pick<NoticeDraft, 'template' | 'fields'>) =>
      fieldFaults(profile.templates[template] ?? { channel: 'template', fields: {} }, fields),
    preview: ({ template, fields }: Pick<NoticeDraft, 'template' | 'fields'>) => ({
      title: profile.templates[template]?.title ?? '',
      lines: Object.entries(fields).map(([label, value]) => ({ label, value })),
    }),
    draft: async ({ warnings = [], holds = [], ...draft }: NoticeDraft): Promise<Notice> => {
      const known = notices.get(draft.id);
      if (known !== undefined) return known;
      const rest = { channel: 'template', shards: 16, state: 'freezing', createdAt: 0, version: 1 } as const;
      const notice: Notice = { ...draft, ...rest, warnings, holds };
      notices.set(draft.id, notice);
      order.push(draft.id);
      return notice;
    },
    get: async (id: string) => notices.get(id),
    cancel: async (id: string) => {
      const notice = notices.get(id);
      if (notice === undefined) return { kind: 'unknown' as const };
      if (!unsent.includes(notice.state)) return { kind: 'refused' as const, state: notice.state };
      const cancelled: Notice = { ...notice, state: 'cancelled' };
      notices.set(id, cancelled);
      return { kind: 'changed' as const, notice: cancelled };
    },
  };
  return {
    engine,
    /** In the order in which they were made. */
    all: () => order.map((id) => notices.get(id) as Notice),
    /** Moves the newest on; `startedAt`: when it began to go out. */
    move: (state: NoticeState, startedAt?: number) => {
      const id = order.at(-1) ?? '';
      const started = startedAt === undefined ? {} : { startedAt };
      notices.set(id, { ...(notices.get(id) as Notice), ...started, state });
    },
  };
};

/** A Sunday noon. */
export const noon = Date.parse('2026-11-22T12:00:00+08:00');

/** A planned outage nine days ahead. */
export const anAnnouncement = (changes: Partial<NewOutage> = {}): NewOutage => ({
  kind: 'planned',
  supply: 'power',
  areas: ['binjiang'],
  reason: '线路检修',
  from: '2026-12-01T08:00:00+08:00',
  to: '2026-12-01T17:00:00+08:00',
  ...changes,
});

/** Outages of an organisation over a real table, the areas above, an engine in memory, and a clock that a test moves. */
export const anOutageWorld = (table: Table, organisation: Organisation, given: readonly GivenArea[] = someAreas) => {
  const clock = { now: noon };
  const { engine, all, move } = createEngine(organisation);
  const areas = areasOf(given);
  const store = createOutageStore(table);
  const service = createOutages({ outages: store, areas, notices: engine, organisation, now: () => clock.now });
  return { clock, engine, notices: all, move, areas, store, service };
};

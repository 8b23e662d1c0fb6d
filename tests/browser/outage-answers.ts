import type { FollowedAreas } from '../../lib/followers/followed-areas.ts';
import type { Service } from '../../lib/guard/service.ts';
import type { Outline } from '../../lib/notices/areas/model.ts';
import { createNoticeSettings } from '../../lib/services/notice-settings/index.ts';
import { createOutageQueries } from '../../lib/services/outages/index.ts';
import type { Outage } from '../../lib/services/outages/model.ts';
import type { OutageStore } from '../../lib/services/outages/store.ts';
import { aFollower } from '../support/followers.ts';
import { anOrganisation } from '../support/organisations.ts';
import { aBinding, aPageUrl, callRoute } from '../support/services.ts';
import { areasOf, type GivenArea } from '../unit/lib/services/outages/outage-world.ts';
import type { Answers } from './pages-answers.ts';

const power = await anOrganisation('power');
const now = Date.parse('2026-11-22T12:00:00+08:00');

const ring = (...points: [number, number][]): Outline => ({
  type: 'Polygon',
  coordinates: [[...points, points[0] ?? [0, 0]]],
});

const areas: GivenArea[] = [
  { id: 'chengzhong', kind: 'district', name: '城中区', parents: [] },
  {
    ...{ id: 'renmin', kind: 'street', name: '人民路街道', parents: ['chengzhong'] },
    outline: ring(
      [120.148, 30.238],
      [120.176, 30.234],
      [120.19, 30.244],
      [120.187, 30.262],
      [120.166, 30.268],
      [120.15, 30.259],
    ),
  },
  {
    ...{ id: 'binjiang', kind: 'community', name: '滨江新村', parents: ['renmin'] },
    outline: ring([120.156, 30.243], [120.166, 30.241], [120.168, 30.25], [120.158, 30.252]),
  },
  {
    ...{ id: 'yinghu', kind: 'community', name: '映湖小区', parents: ['renmin'] },
    outline: ring([120.173, 30.245], [120.182, 30.247], [120.179, 30.256], [120.171, 30.254]),
  },
  { id: 'binjiang-1', kind: 'transformer-area', name: '滨江新村1号台区', parents: ['binjiang'] },
  { id: 'nanhu', kind: 'district', name: '南湖区', parents: [] },
];

const anOutage = (id: string, changes: Partial<Outage>): Outage => ({
  id: id.padEnd(20, '0'),
  kind: 'planned',
  supply: 'power',
  areas: ['binjiang'],
  areaNames: ['滨江新村'],
  reason: '更换老旧变压器，增加供电能力',
  from: Date.parse('2026-11-29T08:00:00+08:00'),
  to: Date.parse('2026-11-29T17:00:00+08:00'),
  state: 'announced',
  progress: [],
  notices: [],
  createdAt: now,
  by: 'open:dispatch',
  announcement: '',
  changes: [],
  news: { version: 1, news: 'announced', key: '' },
  version: 1,
  ...changes,
});

const fault = anOutage('fault', {
  kind: 'fault',
  areas: ['yinghu', 'binjiang'],
  areaNames: ['映湖小区', '滨江新村'],
  reason: '施工挖断电缆',
  from: Date.parse('2026-11-22T10:20:00+08:00'),
  to: Date.parse('2026-11-22T14:30:00+08:00'),
  state: 'delayed',
  progress: [
    { at: Date.parse('2026-11-22T10:45:00+08:00'), text: '抢修人员已到现场' },
    { at: Date.parse('2026-11-22T11:30:00+08:00'), text: '正在更换电缆，预计14:30送电' },
  ],
});
const all = [fault, anOutage('planned', {})];

const outages: Pick<OutageStore, 'get' | 'many' | 'at'> = {
  get: async (id) => all.find((outage) => outage.id === id),
  many: async (ids) => all.filter(({ id }) => ids.includes(id)),
  at: async (areaId) => (areaId.startsWith('nanhu') ? [] : all.map(({ id }) => id)),
};

/** Somebody who follows these areas. */
const following = (...ids: string[]): FollowedAreas => ({
  of: async () => ids.map((id) => ({ id, name: areas.find((area) => area.id === id)?.name ?? id, followedAt: now })),
  follow: async () => true,
  unfollow: async () => {},
});

const queriesOf = (followedAreas: FollowedAreas) =>
  createOutageQueries({
    ...{ outages, areas: areasOf(areas), pageUrl: aPageUrl, followedAreas },
    bindings: { list: async () => [aBinding('electricity-account', { areaId: 'binjiang-1' })] },
  });
const settingsOf = (followedAreas: FollowedAreas) =>
  createNoticeSettings({
    followedAreas,
    noticePreferences: {
      of: async () => ({ off: ['bills'], quiet: { from: '22:00', to: '07:00' }, sms: false }),
      set: async () => true,
    },
    consents: { of: async () => [], record: async () => {} },
    templateIds: new Map([
      ['bill', 'tpl-bill'],
      ['arrears', 'tpl-arrears'],
    ]),
    pageUrl: aPageUrl,
  });
const [queries, settings] = [queriesOf(following('renmin')), settingsOf(following('renmin'))];
const asMany = following('renmin', 'chengzhong', 'yinghu', 'nanhu', 'binjiang-1');

const missing = { status: 404, body: {} };

/** What the page gets. */
const asked = (service: Service, path: string) => async (input: unknown) => ({
  body: await callRoute(service, path, { organisation: power, input, now }),
});

const ids = all.map(({ id }) => id);
const parents = [undefined, ...areas.map(({ id }) => id)];

const table = async (service: Service, path: string, inputs: readonly (object | undefined)[]) =>
  Promise.all(inputs.map((input) => asked(service, path)(input ?? {})));

/** What `/api` answers of outages and of notice settings, by the services themselves over made-up areas. */
export const outageAnswers = async (): Promise<Answers> => {
  const own = await asked(queries, '/')({});
  const choices = await table(
    queries,
    '/areas',
    parents.map((parent) => (parent === undefined ? {} : { parent })),
  );
  const found = await table(
    queries,
    '/at',
    areas.map(({ id: area }) => ({ area })),
  );
  const near = await asked(queries, '/near')({ latitude: 30.247, longitude: 120.169, datum: 'gcj02' });
  const ones = await table(
    queries,
    '/:id',
    ids.map((id) => ({ id })),
  );
  const shown = await asked(settings, '/')({});
  const [follow, unfollow] = [
    await asked(queries, '/follow')({ area: 'binjiang' }),
    await asked(queries, '/unfollow')({ area: 'binjiang' }),
  ];
  const left = await asked(settingsOf(following()), '/areas/unfollow')({ area: 'renmin' });
  return {
    'GET /api/outages': () => own,
    'GET /api/outages/areas': (_, query) => choices[parents.indexOf(query.get('parent') ?? undefined)] ?? missing,
    'GET /api/outages/at': (_, query) => found[areas.findIndex(({ id }) => id === query.get('area'))] ?? missing,
    'POST /api/outages/near': () => near,
    ...Object.fromEntries(ids.map((id, at) => [`GET /api/outages/${id}`, () => ones[at] ?? missing])),
    'POST /api/outages/follow': () => follow,
    'POST /api/outages/unfollow': () => unfollow,
    'GET /api/notice-settings': () => shown,
    'POST /api/notice-settings': () => shown,
    'POST /api/notice-settings/areas/unfollow': () => left,
  };
};

/** What `/api` answers who follows as many areas as one may, and asks for another. */
export const fullAnswers = async (): Promise<Answers> => {
  const found = await asked(queriesOf(asMany), '/at')({ area: 'binjiang' });
  const shown = await asked(settingsOf(asMany), '/')({});
  return { 'GET /api/outages/at': () => found, 'GET /api/notice-settings': () => shown };
};

/** The settings of who has proved no phone. */
export const visitorSettings = async (): Promise<Answers[string]> => {
  const body = await callRoute(settings, '/', { organisation: power, follower: aFollower(), now });
  return () => ({ body });
};

/** The address of an outage's page: the fault's, with progress and a map. */
export const faultPage = `/pages/outages?id=${fault.id}`;

import type { RecordKind, RecordOf } from '../../lib/backend/kinds.ts';
import type { Backend, RecordRange } from '../../lib/backend/port.ts';
import type { Binding } from '../../lib/followers/binding.ts';
import type { ApiCall, Asked, Service } from '../../lib/guard/service.ts';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { aFollower } from './followers.ts';

/** Records by kind, each list the newest first, with the key by which ranges find them. */
export type GivenRecords = { [Kind in RecordKind]?: { key: string; record: RecordOf<Kind> }[] };

const within = ({ from, to }: RecordRange, key: string): boolean =>
  (from === undefined || key >= from) && (to === undefined || key <= `${to}\uffff`);

/** The organisation's systems with these records of one subject and no others. */
export const aBackend = (subject: string, given: GivenRecords): Backend => ({
  match: async () => undefined,
  records: async (kind, asked, range = {}) => {
    const all = (asked === subject ? (given[kind] ?? []) : []) as { key: string; record: RecordOf<typeof kind> }[];
    const found = all.filter(({ key }) => within(range, key)).map(({ record }) => record);
    return found.slice(0, range.limit);
  },
  change: async () => ({ kind: 'changed' }),
});

/** A binding of this kind. */
export const aBinding = (kind: string, changes: Partial<Binding> = {}): Binding => ({
  id: 'binding-1',
  kind,
  subject: '6212345678',
  shown: '62****5678',
  label: '家',
  role: 'owner',
  isDefault: true,
  boundAt: Date.parse('2026-06-01T09:00:00+08:00'),
  consentVersion: '2026-11',
  ...changes,
});

/** A question to a service of this organisation. */
export const anAsked = (organisation: Organisation, service: string, changes: Partial<Asked>): Asked => ({
  organisation,
  follower: aFollower({ tier: 'verified' }),
  topic: organisation.profile.topics.find((topic) => topic.service === service) as Asked['topic'],
  words: '',
  now: Date.parse('2026-10-10T09:00:00+08:00'),
  ...changes,
});

/** A page's request to the route of this path, past the guard: what the page gets. */
export const callRoute = (
  service: Service,
  path: string,
  call: Partial<ApiCall<unknown>> & Pick<ApiCall<unknown>, 'organisation'>,
): Promise<unknown> => {
  const route = service.routes?.find((each) => each.path === path);
  if (route === undefined) throw new Error(`${service.name} has no route ${path}`);
  return route.handle({
    follower: aFollower({ tier: 'verified' }),
    input: {},
    now: Date.parse('2026-10-10T09:00:00+08:00'),
    requestId: 'request-1',
    sourceIp: '203.0.113.7',
    ...call,
  });
};

/** The address of a page in tests. */
export const aPageUrl = (path: string, query: Record<string, string> = {}): string =>
  `https://account.example${path}?${new URLSearchParams(query)}`;

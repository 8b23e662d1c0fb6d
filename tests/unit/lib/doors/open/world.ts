import { randomBytes, randomUUID } from 'node:crypto';
import { createOpenClient } from '../../../../../infra/open-client/client.ts';
import { createOpenDoor, type OpenDeps } from '../../../../../lib/doors/open/app.ts';
import { Right, readCallers } from '../../../../../lib/doors/open/callers.ts';
import { createNonces } from '../../../../../lib/doors/open/nonces.ts';
import { createRate } from '../../../../../lib/doors/open/rate.ts';
import { createRequests } from '../../../../../lib/doors/open/requests.ts';
import { openRoutes } from '../../../../../lib/doors/open/routes.ts';
import { createFieldCipher } from '../../../../../lib/platform/field-cipher.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import { createAnnouncements } from '../../../../../lib/services/announcements/service.ts';
import type { Outage } from '../../../../../lib/services/outages/model.ts';
import type { Outages } from '../../../../../lib/services/outages/service.ts';
import { announcementWorld } from '../../../../support/announcements.ts';
import { aLog } from '../../../../support/log.ts';

/** Address of the account in these tests. */
export const accountUrl = 'https://account.example';

/** Secrets of the callers: `core` is changing its own. */
export const secrets = { core: 'c'.repeat(40), coreOld: 'o'.repeat(40), clerk: 'k'.repeat(40), slow: 's'.repeat(40) };

const callers = [
  { id: 'core', secret: [secrets.core, secrets.coreOld], rights: Right.options, perMinute: 10_000 },
  { id: 'clerk', secret: secrets.clerk, rights: ['notices'], perMinute: 10_000 },
  { id: 'slow', secret: secrets.slow, rights: Right.options, perMinute: 5 },
];

/** An outage service that keeps what it was asked. */
const recordingOutages = (outage: Outage) => {
  const asked: unknown[] = [];
  const outages: Pick<Outages, 'announce' | 'change' | 'get'> = {
    announce: async (...given) => {
      asked.push(given);
      return { outage, noticeId: 'n1', warnings: [] };
    },
    change: async (...given) => {
      asked.push(given);
      return { outage: { ...outage, state: 'cancelled' }, warnings: [] };
    },
    get: async (id) => (id === outage.id ? outage : undefined),
  };
  return { outages, asked };
};

/** An outage that begins in a day. */
export const anOutage: Outage = {
  ...{ id: 'outage-1', kind: 'planned', supply: 'power', areas: ['chengzhong'], areaNames: ['城中区'] },
  ...{ reason: '线路检修', state: 'announced', progress: [], notices: [], by: 'open:core', announcement: 'x' },
  from: Date.parse('2026-05-17T08:00:00+08:00'),
  to: Date.parse('2026-05-17T12:00:00+08:00'),
  ...{ createdAt: 0, changes: [], version: 1, news: { version: 1, news: 'announced', key: '' } },
};

const cipher = createFieldCipher(`k1:${randomBytes(32).toString('base64')}`);

/** The open door of an organisation on a real table, with clients of its callers. */
export const openDoorWorld = (table: Table, organisation: Organisation, changes: Partial<OpenDeps> = {}) => {
  const world = announcementWorld(table, organisation);
  const { outages, asked } = recordingOutages(anOutage);
  const recorded = aLog();
  const known = readCallers(JSON.stringify(callers));
  const app = createOpenDoor({
    routes: openRoutes({ announcements: createAnnouncements(world.ports), outages, notices: world.notices }),
    callers: async (id) => known.get(id),
    nonces: createNonces(table),
    rate: createRate(table),
    requests: createRequests(table),
    openCipher: async () => cipher,
    now: world.now,
    log: recorded.log,
    ...changes,
  });
  const send: typeof fetch = async (input, init) => {
    const event = { requestContext: { requestId: 'request-1', http: { sourceIp: '127.0.0.1' } } };
    return app.request(String(input), init as RequestInit, { event });
  };
  const clientOf = (caller: string, secret: string, now: () => number = world.now) =>
    createOpenClient({ url: accountUrl, caller, secret, now, fetch: send });
  const core = clientOf('core', secrets.core);
  return {
    ...{ ...world, asked, recorded, send, clientOf, core },
    /** Posts as `core`, under a key of its own unless one is given. */
    post: (path: string, body: unknown, idempotencyKey: string = randomUUID()) =>
      core.request({ method: 'POST', path, body, idempotencyKey }),
  };
};

/** Fields and codes of a refusal. */
export const faultsIn = ({ body }: { body: Record<string, unknown> }): string[] => {
  const { error } = body as { error?: { fields?: { field: string; code: string }[] } };
  return (error?.fields ?? []).map(({ field, code }) => `${field} ${code}`);
};

/** Code of a refusal. */
export const codeIn = ({ body }: { body: Record<string, unknown> }): string | undefined =>
  (body as { error?: { code: string } }).error?.code;

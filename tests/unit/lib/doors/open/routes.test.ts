import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openContractFile, openContractText } from '../../../../../infra/open-client/contract.ts';
import { readInput } from '../../../../../lib/doors/open/input.ts';
import type { OpenRoute } from '../../../../../lib/doors/open/route.ts';
import { openRoutes } from '../../../../../lib/doors/open/routes.ts';
import type { Audience } from '../../../../../lib/notices/model.ts';
import { aCard, aHolder } from '../../../../support/announcements.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { accountUrl, anOutage, codeIn, faultsIn, openDoorWorld, secrets } from './world.ts';

const [campus, police, bank] = await Promise.all(['campus', 'police', 'bank'].map((name) => anOrganisation(name)));
const table = useTable();
const open = (organisation = campus) => {
  if (organisation === undefined) throw new Error('no organisation');
  return openDoorWorld(table, organisation);
};

const aCut = {
  template: 'building-restored',
  title: '1号楼恢复供水',
  audience: { of: 'areas', areaIds: ['dorm-1', 'dorm-2'], bindingKinds: ['campus-person'] },
  fields: { thing1: '1号楼', phrase2: '恢复供水', time3: '2026年5月17日 11:40' },
};
const anEmergency = {
  headline: '暴雨红色预警',
  text: '今天有特大暴雨。',
  audience: { of: 'areas', areaIds: ['dorm-1', 'dorm-2'] },
};

describe('outages', () => {
  const aNewOutage = {
    kind: 'planned',
    areas: ['chengzhong'],
    reason: '线路检修',
    from: '2026-05-17T08:00:00+08:00',
    to: '2026-05-17T12:00:00+08:00',
  };

  it('are announced by the caller under its key, and shown with instants and their state now', async () => {
    const { post, asked } = open();
    const answer = await post('/outages', aNewOutage, 'outage-key-1');
    expect(answer).toMatchObject({
      status: 202,
      body: { noticeId: 'n1', warnings: [], outage: { id: 'outage-1', state: 'scheduled', from: aNewOutage.from } },
    });
    expect(asked).toEqual([[{ ...aNewOutage, supply: 'power' }, 'open:core', 'outage-key-1']]);
  });

  it('are changed and looked at by their id', async () => {
    const { core, asked } = open();
    const path = `/outages/${anOutage.id}`;
    const changed = await core.request({
      method: 'PATCH',
      path,
      body: { cancel: true },
      idempotencyKey: 'change-0001',
    });
    expect(changed).toMatchObject({ status: 202, body: { outage: { state: 'cancelled' } } });
    expect(asked).toEqual([['outage-1', { cancel: true }, 'open:core', 'change-0001']]);
    expect((await core.request({ method: 'GET', path })).body).toMatchObject({ reason: '线路检修' });
    expect((await core.request({ method: 'GET', path: '/outages/other' })).status).toBe(404);
  });

  it('are refused by field', async () => {
    const { post, asked } = open();
    const wrong = { ...aNewOutage, kind: 'sudden', areas: [], from: '2026-05-17 08:00', colour: 'red', to: undefined };
    const answer = await post('/outages', wrong);
    expect(answer.status).toBe(422);
    expect(faultsIn(answer).sort()).toEqual([
      'areas too_short',
      'colour unknown',
      'from bad_format',
      'kind bad_format',
      'to missing',
    ]);
    expect(asked).toEqual([]);
  });
});

describe('whatever is wrong with a request', () => {
  // As in the deployed function, which carries no locale; tests load one with what they check profiles by.
  beforeAll(() => void z.config({ localeError: undefined }));

  const messagesOf = (answer: { body: Record<string, unknown> }): string[] => {
    const { error } = answer.body as { error: { fields?: { field: string; code: string; message: string }[] } };
    return (error.fields ?? []).map(({ field, code, message }) => `${field} ${code}: ${message}`);
  };

  const refusalOf = (route: OpenRoute, body: unknown): string => {
    try {
      readInput(route, new TextEncoder().encode(JSON.stringify(body)));
      return '';
    } catch (error) {
      return String(error);
    }
  };

  it.each([
    [
      '/notices',
      { ...aCut, mustRead: { remindAfterHours: 500 } },
      ['mustRead.remindAfterHours too_big: must be at most 240'],
    ],
    [
      '/notices',
      { ...aCut, mustRead: { remindAfterHours: 1.5 } },
      ['mustRead.remindAfterHours wrong_type: must be a whole number'],
    ],
    ['/notices', { ...aCut, page: `/pages/${'x'.repeat(200)}` }, ['page too_long: must have at most 200 characters']],
    [
      '/notices',
      { ...aCut, fields: { 一: 'x' } },
      ['fields.一 bad_format: is no name that can stand here: must be a name'],
    ],
    ['/notices', { ...aCut, fields: 'x' }, ['fields wrong_type: must be an object']],
    ['/emergencies', [], ['(all) wrong_type: must be an object']],
    ['/emergencies', 'storm', ['(all) wrong_type: must be an object']],
    ['/account-changes', { about: 'money', amountFen: 1e14 }, ['amountFen too_big: must be at most 10000000000000']],
  ])('is said in words: %s %j', async (path, body, words) => {
    expect(messagesOf(await open().post(path, body))).toEqual(expect.arrayContaining(words));
  });

  it('is never said as if nothing were known of it', () => {
    const wrong = [null, 1, 'x', [], {}, true, { '': 1 }, -1e300, 'x'.repeat(2000)];
    for (const route of openRoutes({} as Parameters<typeof openRoutes>[0])) {
      const schema = route.input === undefined ? {} : z.toJSONSchema(route.input, { unrepresentable: 'any' });
      const fields = [...JSON.stringify(schema).matchAll(/"(\w+)":\{/g)].map(([, field = '']) => field);
      for (const body of fields.flatMap((field) => wrong.map((value) => ({ [field]: value }))))
        expect(refusalOf(route, body)).not.toMatch(/Invalid|undefined|cannot be right/);
    }
  });

  it('is said with its place where it is no JSON', async () => {
    const read = (text: string) => () =>
      readInput({ input: z.looseObject({}) } as never, new TextEncoder().encode(text));
    expect(read('{"a":1,}')).toThrow('the body is no JSON in UTF-8, from character 7 on');
    expect(read('')).toThrow('the body is missing');
  });
});

describe('account changes', () => {
  it('of nobody are done: 200 and no one', async () => {
    const { post } = open(bank);
    const aPayment = { about: 'money', account: aCard, change: '消费', amountFen: 1, balanceFen: 1 };
    const answer = await post('/account-changes', { ...aPayment, at: '2026-05-16T09:59:30+08:00' });
    expect([answer.status, answer.body]).toEqual([200, { people: 0 }]);
  });

  it('are not there where the organisation offers none', async () => {
    const { post } = open(police);
    const answer = await post('/account-changes', {
      ...{ about: 'details', account: 'X1234567', change: '手机号', at: '2026-05-16T09:59:30+08:00' },
    });
    expect([answer.status, codeIn(answer)]).toEqual([404, 'not_offered']);
  });
});

describe('notices', () => {
  const draft = async (world: ReturnType<typeof open>, client = world.core) => {
    const request = { method: 'POST', path: '/notices', body: aCut, idempotencyKey: crypto.randomUUID() } as const;
    return String((await client.request(request)).body['noticeId']);
  };
  const act = (client: ReturnType<typeof open>['core'], id: string, what: string) =>
    client.request({ method: 'POST', path: `/notices/${id}/${what}`, idempotencyKey: crypto.randomUUID() });

  it('are looked at with preview and figures, without a person in them', async () => {
    const world = open();
    world.bind('campus-person', '202410000001', aHolder);
    const audience = { of: 'holders', kind: 'campus-person', number: '202410000001' };
    const { body } = await world.post('/notices', { ...aCut, audience });
    const seen = await world.core.request({ method: 'GET', path: `/notices/${body['noticeId']}` });
    expect(seen.body).toMatchObject({
      state: 'ready',
      audience: { of: 'people', people: 1 },
      preview: { title: '恢复供应通知', lines: [{ label: '影响楼栋', value: '1号楼' }, {}, {}] },
      figures: { delivered: 0 },
      createdAt: '2026-05-16T10:00:00+08:00',
    });
    expect(JSON.stringify(seen.body)).not.toMatch(/oHolder|202410000001/);
  });

  it('are confirmed, stopped and resumed, and not from a state that does not allow it', async () => {
    const world = open();
    const id = await draft(world);
    const states = [];
    for (const what of ['confirm', 'stop', 'resume']) states.push((await act(world.core, id, what)).body['state']);
    expect(states).toEqual(['sending', 'stopped', 'sending']);
    const late = await act(world.core, id, 'cancel');
    expect([late.status, codeIn(late)]).toEqual([409, 'wrong_state']);
  });

  it('are their caller’s own: others need the right, and do not learn that they are there', async () => {
    const world = open();
    const clerk = world.clientOf('clerk', secrets.clerk);
    const [mine, theirs] = [await draft(world, clerk), await draft(world)];
    expect((await act(clerk, mine, 'confirm')).status).toBe(403);
    expect((await act(clerk, mine, 'cancel')).status).toBe(200);
    expect((await act(clerk, theirs, 'cancel')).status).toBe(404);
    expect((await clerk.request({ method: 'GET', path: `/notices/${theirs}` })).status).toBe(200);
    expect((await act(world.core, 'nothing', 'cancel')).status).toBe(404);
  });

  it('take no body where none is wanted, and JSON where one is', async () => {
    const world = open();
    const id = await draft(world);
    const request = { method: 'POST', idempotencyKey: 'some-key-0001' } as const;
    expect(codeIn(await world.core.request({ ...request, path: `/notices/${id}/cancel`, body: {} }))).toBe(
      'body_not_wanted',
    );
    expect(codeIn(await world.core.request({ ...request, path: '/notices' }))).toBe('bad_json');
  });
});

describe('a lost parameter', () => {
  type Json = Record<string, unknown>;
  const bodies: [string, Json][] = [
    ['/notices', aCut],
    ['/notices', { ...aCut, audience: { of: 'notice', noticeId: 'earlier', which: 'unread' } }],
    ['/notices', { ...aCut, audience: { of: 'holders', kind: 'campus-person', number: '202410000001' } }],
    ['/notices', { ...aCut, audience: { ...aCut.audience, bindingKinds: 'any' }, confirmation: 'by-staff' }],
    ['/emergencies', anEmergency],
  ];

  /** Every member and every element, however deep, as a path. */
  const pathsIn = (value: unknown, above: string[] = []): string[][] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, inner]) => [[...above, name], ...pathsIn(inner, [...above, name])]);

  const without = (value: unknown, [name = '', ...rest]: string[]): unknown => {
    if (Array.isArray(value))
      return rest.length === 0
        ? value.filter((_, at) => String(at) !== name)
        : value.map((inner, at) => (String(at) === name ? without(inner, rest) : inner));
    const { [name]: inner, ...others } = value as Json;
    return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
  };

  const people = (audience: Audience): Set<string> => {
    switch (audience.of) {
      case 'areas':
        return new Set(
          audience.areaIds.flatMap((id) =>
            (audience.bindingKinds ?? ['a', 'campus-person']).map((kind) => `${id} ${kind}`),
          ),
        );
      case 'people':
        return new Set(audience.openids);
      case 'notice':
        return new Set(audience.which === 'all' ? ['read', 'unread'] : [audience.which]);
      default:
        return new Set([audience.of]);
    }
  };

  const audienceFor = async (path: string, body: unknown): Promise<Set<string> | undefined> => {
    const world = open(path === '/emergencies' ? police : campus);
    world.bind('campus-person', '202410000001', aHolder);
    await world.notices.draft({ ...aCut, id: 'earlier', audience: { of: 'everyone' } } as never);
    const answer = await world.post(path, body);
    const made = world.drafted().find(({ id }) => id !== 'earlier');
    return answer.status >= 400 || made === undefined ? undefined : people(made.audience);
  };

  it.each(bodies)(
    'of %s %j is a refusal or leaves a smaller audience',
    async (path, body) => {
      const whole = await audienceFor(path, body);
      expect(whole?.size).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(fc.subarray(pathsIn(body), { minLength: 1, maxLength: 3 }), async (lost) => {
          // The deepest first, so that what is above is still there to take from.
          const left = lost.toSorted((a, b) => b.length - a.length || (a.join() < b.join() ? 1 : -1));
          const reached = await audienceFor(
            path,
            left.reduce((value, at) => withoutIfThere(value, at, without), body as unknown),
          );
          for (const one of reached ?? []) expect(whole).toContain(one);
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );
});

const withoutIfThere = (
  value: unknown,
  path: string[],
  without: (value: unknown, path: string[]) => unknown,
): unknown => {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
  return typeof parent === 'object' && parent !== null ? without(value, path) : value;
};

/** Names of fields without a description, however deep. */
const unexplained = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {} } = value as { properties?: Record<string, { description?: string }> };
  const silent = Object.entries(properties).filter(([, { description }]) => description === undefined);
  return [...silent.map(([name]) => name), ...Object.values(value).flatMap(unexplained)];
};

interface Contract {
  paths: Record<string, Record<string, { operationId: string; parameters: { $ref: string }[] }>>;
}

describe('the contract', () => {
  it('is as the schemas say: else run npm run open-contract', () => {
    expect(readFileSync(openContractFile, 'utf8')).toBe(openContractText());
  });

  it('is served to everybody, and names every route with its errors', async () => {
    const { send } = open();
    const response = await send(`${accountUrl}/open/v1/openapi.json`);
    const contract = (await response.json()) as { openapi: string; paths: Record<string, Record<string, object>> };
    expect([response.status, contract.openapi]).toEqual([200, '3.1.0']);
    const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(14);
    for (const operation of operations)
      expect(Object.keys((operation as { responses: object }).responses)).toContain('422');
  });

  it('says of every field of a request what it means', () => {
    const { paths } = JSON.parse(openContractText()) as {
      paths: Record<string, Record<string, { requestBody?: object }>>;
    };
    const bodies = Object.values(paths).flatMap((path) => Object.values(path).map(({ requestBody }) => requestBody));
    expect([...new Set(unexplained(bodies))]).toEqual([]);
  });

  it('leads nowhere that is not in it, and names each operation once', () => {
    const contract = JSON.parse(openContractText()) as Contract;
    const found = (ref: string): unknown =>
      ref
        .slice(2)
        .split('/')
        .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], contract);
    const refs = [...openContractText().matchAll(/"\$ref": "([^"]+)"/g)].map(([, ref = '']) => ref);
    expect(refs.length).toBeGreaterThan(100);
    expect([...new Set(refs)].filter((ref) => !ref.startsWith('#/') || found(ref) === undefined)).toEqual([]);
    const names = Object.values(contract.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('declares every part of a path', () => {
    const { paths } = JSON.parse(openContractText()) as Contract;
    for (const [path, operations] of Object.entries(paths)) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `#/components/parameters/${name}`);
      for (const { parameters } of Object.values(operations))
        expect(parameters.map(({ $ref }) => $ref)).toEqual(expect.arrayContaining(parts));
    }
  });

  it('says so at an address that is not there', async () => {
    const { send } = open();
    const response = await send(`${accountUrl}/open/v1/nothing`);
    expect([response.status, codeIn({ body: (await response.json()) as Record<string, unknown> })]).toEqual([
      404,
      'not_found',
    ]);
  });
});

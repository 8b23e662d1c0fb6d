import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Campus, createCampus } from '../../../../../infra/local/campus/campus.ts';
import { campusPassword } from '../../../../../infra/local/campus/page.ts';
import type { Service } from '../../../../../lib/guard/service.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createCas } from '../../../../../lib/services/identity/campus/cas.ts';
import { createOidc } from '../../../../../lib/services/identity/campus/oidc.ts';
import type { SignOnProvider } from '../../../../../lib/services/identity/campus/provider.ts';
import { type CampusRoutes, campusRoutes } from '../../../../../lib/services/identity/campus/routes.ts';
import { createPendingSignOns } from '../../../../../lib/services/identity/campus/store.ts';
import { createIdentity } from '../../../../../lib/services/identity/index.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOfFollower, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
const returnUrl = 'https://account.example/pages/campus/return';
const student = '202600000123';
const consentVersion = '2026-11';
const people = new Set([student, '20260001']);
let school: Organisation;
let campus: Campus;
let url = '';
let behaviour = (status: number, body: string) => ({ status, body });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const answer = campus({
      method: request.method ?? 'GET',
      path: address.pathname,
      query: Object.fromEntries(address.searchParams),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    const { status, body } = behaviour(answer?.status ?? 404, answer?.body ?? '');
    response.writeHead(status, answer?.headers).end(body);
  });
});

beforeAll(async () => {
  school = await anOrganisation('campus');
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'bianmin', clientSecret: 'campus-secret' };
  campus = createCampus({ url, returnUrl, ...client, now: Date.now });
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const providers: Record<string, (secret?: string) => SignOnProvider> = {
  cas: () => createCas({ url: `${url}/cas`, returnUrl, fetch }),
  oidc: (secret = 'campus-secret') =>
    createOidc({
      ...{ url: `${url}/oidc`, clientId: 'bianmin', clientSecret: async () => secret, numberClaim: 'sub', returnUrl },
    }),
};

/** What the browser does at the sign-on: opens the page, sends the form, and is sent back. */
const signOn = async (location: string, username = student, password = campusPassword): Promise<URL> => {
  const page = await (await fetch(location)).text();
  const hidden = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const fields = hidden.map(([, name = '', value = '']): [string, string] => [
    name,
    value.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
  ]);
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams([...fields, ['username', username], ['password', password]]);
  const answer = await fetch(new URL(action, location), { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'about:blank');
};

describe.each(['cas', 'oidc'])('the campus sign-on by %s', (kind) => {
  let world: ProofWorld;
  let identity: Service;
  let routes: CampusRoutes;

  const open = (provider: SignOnProvider | undefined) => {
    const records = async (_kind: string, number: string) =>
      people.has(number) ? [{ name: '陈同学', kind: 'student', department: '理学院', areaId: 'dorm-3' }] : [];
    const parts = { backend: { records } as never, provider, signOns: createPendingSignOns(table) };
    const deps = { ...world.deps, ...parts };
    identity = createIdentity(deps);
    routes = campusRoutes(deps, school);
  };
  beforeEach(() => {
    behaviour = (status, body) => ({ status, body });
    world = createProofWorld(table, school);
    open(providers[kind]?.());
  });

  const begin = async (openid: string, then?: string) => {
    const input = then === undefined ? { consentVersion } : { consentVersion, then };
    const { location } = (await world.ask(identity, 'POST /campus', openid, input)) as { location: string };
    return new URL(location, 'https://account.example');
  };
  const leave = async (openid: string, then?: string) => routes.start(openid, await begin(openid, then), world.now());
  const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });

  it('binds the number that it vouches for, verified, and goes on to where the follower was', async () => {
    const openid = await world.follower();
    const returned = await signOn(await leave(openid, '/pages/utilities?month=2026-08'));
    expect(await routes.finish(openid, returned, world.now())).toBe('/pages/utilities?month=2026-08');
    expect(await world.deps.bindings.list(openid)).toMatchObject([
      { kind: 'campus-person', subject: student, shown: '20****0123', areaId: 'dorm-3', consentVersion },
    ]);
    expect(await world.followers.get(openid)).toMatchObject({ tier: 'verified' });
    expect(await world.deps.proofs.list(openid)).toMatchObject([{ method: kind }]);
    await world.deps.family.unbind(openid, (await world.deps.bindings.list(openid))[0]?.id ?? '');
  });

  it('is of the follower who began it, and works once', async () => {
    const [mine, theirs] = [await world.follower(), await world.follower()];
    const returned = await signOn(await leave(mine));
    await expect(routes.finish(theirs, returned, world.now())).rejects.toEqual(refusal('sign_on_spent'));
    await routes.finish(mine, returned, world.now());
    await expect(routes.finish(mine, returned, world.now())).rejects.toEqual(refusal('sign_on_spent'));
    await expect(routes.start(theirs, await begin(mine), world.now())).rejects.toEqual(refusal('sign_on_spent'));
    expect(await world.deps.bindings.list(theirs)).toEqual([]);
  });

  it('refuses a forged, a replayed and a missing ticket or code', async () => {
    const openid = await world.follower();
    const used = await signOn(await leave(openid));
    await routes.finish(openid, used, world.now());
    const name = kind === 'cas' ? 'ticket' : 'code';
    for (const forged of ['ST-forged', used.searchParams.get(name) ?? '', '']) {
      const state = (await begin(openid)).searchParams.get('state') ?? '';
      const returned = new URL(`${returnUrl}?${new URLSearchParams({ [name]: forged, state })}`);
      await expect(routes.finish(openid, returned, world.now())).rejects.toEqual(refusal('sign_on_refused'));
    }
  });

  it('ends after ten minutes', async () => {
    const openid = await world.follower();
    const returned = await signOn(await leave(openid));
    world.now.advance(600_000);
    await expect(routes.finish(openid, returned, world.now())).rejects.toEqual(refusal('sign_on_spent'));
  });

  it('says so when the sign-on does not answer', async () => {
    const openid = await world.follower();
    const returned = await signOn(await leave(openid));
    behaviour = () => ({ status: 503, body: 'busy' });
    open(providers[kind]?.());
    await expect(routes.finish(openid, returned, world.now())).rejects.toMatchObject({
      code: 'sign_on_unavailable',
      status: 503,
    });
  });

  it('does not let in by an answer that is garbage', async () => {
    const openid = await world.follower();
    const returned = await signOn(await leave(openid));
    behaviour = () => ({ status: 200, body: '<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>' });
    open(providers[kind]?.());
    await expect(routes.finish(openid, returned, world.now())).rejects.toThrow();
    expect(await world.deps.bindings.list(openid)).toEqual([]);
  });

  it('binds nobody whom the organisation does not know', async () => {
    const openid = await world.follower();
    const returned = await signOn(await leave(openid), '209900000000');
    await expect(routes.finish(openid, returned, world.now())).rejects.toEqual(refusal('unknown_person'));
  });

  it('goes on to own pages only', async () => {
    for (const then of ['https://evil.example/', '//evil.example', '/pages/../../evil', '/pages/\\evil']) {
      const openid = await world.follower();
      const returned = await signOn(await leave(openid, then));
      expect(await routes.finish(openid, returned, world.now())).toBe('/pages/me');
    }
  });

  it('needs consent, and someone who follows', async () => {
    const outdated = world.ask(identity, 'POST /campus', await world.follower(), { consentVersion: 'old' });
    await expect(outdated).rejects.toEqual(refusal('consent_outdated'));
    const stranger = world.ask(identity, 'POST /campus', 'oStranger', { consentVersion });
    await expect(stranger).rejects.toEqual(refusal('not_following'));
    expect(await itemsOfFollower(table, 'oStranger')).toEqual([]);
  });

  it('is not there where an organisation has none', async () => {
    open(undefined);
    const asked = world.ask(identity, 'POST /campus', await world.follower(), { consentVersion });
    await expect(asked).rejects.toEqual(refusal('no_sign_on'));
  });
});

describe('OpenID Connect', () => {
  it('does not take a code of somebody else’s verifier, nor a wrong client secret', async () => {
    const secrets = { state: 's'.repeat(43), verifier: 'v'.repeat(43), nonce: 'n'.repeat(43) };
    const provider = providers['oidc']?.() as SignOnProvider;
    const returned = await signOn(await provider.locate(secrets));
    await expect(provider.identify({ ...secrets, verifier: 'w'.repeat(43) }, returned)).rejects.toMatchObject({
      code: 'sign_on_refused',
    });
    const wrongSecret = providers['oidc']?.('another-secret') as SignOnProvider;
    const again = await signOn(await provider.locate(secrets));
    await expect(wrongSecret.identify(secrets, again)).rejects.toMatchObject({ code: 'sign_on_refused' });
    const third = await signOn(await provider.locate(secrets));
    await expect(provider.identify({ ...secrets, nonce: 'other' }, third)).rejects.toMatchObject({
      code: 'sign_on_refused',
    });
    const fourth = await signOn(await provider.locate(secrets));
    expect(await provider.identify(secrets, fourth)).toBe(student);
  });
});

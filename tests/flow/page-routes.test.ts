import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route, Service } from '../../lib/guard/service.ts';
import type { ServicePorts } from '../../lib/services/ports.ts';
import { createServices } from '../../lib/services/registry.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson } from './support/bound.ts';
import { newestCode, openWebView, type WebView } from './support/pages.ts';

/** Ports that nothing is asked of: only the list of routes is read. */
const noPorts: unknown = new Proxy(() => noPorts, { get: () => noPorts });

const routes = [...createServices(noPorts as ServicePorts).values()].flatMap((service) =>
  (service.routes ?? []).map((route): [string, Service, Route] => [
    `${route.method} /api/${service.name}${route.path === '/' ? '' : route.path}`,
    service,
    route,
  ]),
);

const pathOf = (name: string): string => (name.split(' ')[1] ?? '').replace(/:\w+/g, '2026-08');

const ask = (view: WebView, name: string, query = '') =>
  name.startsWith('GET') ? view.get(`${pathOf(name)}${query}`) : view.post(pathOf(name), {});

/** Routes that tell nothing about anybody: any follower may have them. */
const isOpen = (service: Service, { tier = service.tier, needsBinding }: Route): boolean =>
  tier === 'visitor' && (service.binding === undefined || needsBinding === false);

describe('every route of the pages', () => {
  let account: OpenAccount;
  let owner: WebView;
  let former: WebView;
  let bindingId: string;
  let shown: string;

  beforeAll(async () => {
    account = await openAccount({ organisation: 'power' });
    owner = (await aBoundPerson(account, 'electricity-account')).view;
    const { bindings } = (await owner.get('/api/binding/list')).body as unknown as {
      bindings: { id: string; shown: string }[];
    };
    bindingId = bindings[0]?.id ?? '';
    shown = bindings[0]?.shown ?? '';
    expect(bindingId).not.toBe('');

    former = (await aBoundPerson(account, 'electricity-account')).view;
    await account.advance(31_000);
    const { challenge } = (await former.post('/api/account/erase', {})).body;
    const erased = await former.post('/api/account/erase', { challenge, code: await newestCode(account) });
    expect(erased.body).toEqual({ erased: true });
  });
  afterAll(() => account.close());

  it.each(routes)('%s gives nothing to who is not signed in', async (name) => {
    const nobody = openWebView(account, { openid: 'oNobody' });
    expect((await ask(nobody, name)).status).toBe(401);
  });

  it.each(routes)('%s tells a stranger nothing of another’s binding', async (name, service, route) => {
    const stranger = openWebView(account, await account.follow());
    await stranger.open('/pages/me');
    const { status, body } = await ask(stranger, name, `?binding=${bindingId}`);
    if (!isOpen(service, route)) expect([400, 403, 404, 409, 429]).toContain(status);
    expect(JSON.stringify(body)).not.toContain(shown);
  });

  it.each(routes)('%s tells nothing to the session of who was erased', async (name, service, route) => {
    const { status, body } = await ask(former, name);
    if (!isOpen(service, route)) expect([400, 401, 403, 404, 409, 429]).toContain(status);
    expect(JSON.stringify(body)).not.toContain(shown);
  });

  it.each(routes.filter(([name]) => name.startsWith('POST')))('%s takes nothing from another site', async (name) => {
    const { status } = await owner.post(pathOf(name), {}, { origin: 'https://evil.example' });
    expect(status).toBe(403);
  });

  it('leave the owner what is theirs', async () => {
    expect((await owner.get('/api/binding/list')).body).toMatchObject({ bindings: [{ id: bindingId }] });
  });
});

import { describe, expect, it } from 'vitest';
import { signatureHeaders, signRequest } from '../../../../../lib/backend/http/signature.ts';
import { aSaturdayMorning } from '../../../../support/clock.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { accountUrl, anOutage, codeIn, openDoorWorld, secrets } from './world.ts';

const power = await anOrganisation('power');
const table = useTable();
const path = `/outages/${anOutage.id}`;
const look = { method: 'GET', path } as const;
const open = (changes = {}) => openDoorWorld(table, power, changes);

/** Headers of a signed look at an outage, some of them changed. */
const headersOf = (changes: Record<string, string> = {}, secret = secrets.core) => {
  const fresh = { timestamp: Math.floor(aSaturdayMorning / 1000), nonce: crypto.randomUUID() };
  const signature = signRequest(secret, { method: 'GET', path: `/open/v1${path}`, body: '', ...fresh });
  return {
    'X-Bianmin-Caller': 'core',
    [signatureHeaders.timestamp]: String(fresh.timestamp),
    [signatureHeaders.nonce]: fresh.nonce,
    [signatureHeaders.signature]: signature,
    ...changes,
  };
};
const knock = async (headers: Record<string, string>, init: RequestInit = {}, world = open()) => {
  const response = await world.send(`${accountUrl}/open/v1${path}`, { headers, ...init });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('the open door', () => {
  it('lets a signed request in, by either secret of a caller that changes its own', async () => {
    const { clientOf, core } = open();
    expect((await core.request(look)).status).toBe(200);
    expect((await clientOf('core', secrets.coreOld).request(look)).status).toBe(200);
  });

  it.each([
    ['no headers', {}],
    ['another secret', headersOf({}, secrets.clerk)],
    ['an unknown caller', headersOf({ 'X-Bianmin-Caller': 'nobody' })],
    ['another caller’s name', headersOf({ 'X-Bianmin-Caller': 'clerk' })],
    ['another timestamp', headersOf({ [signatureHeaders.timestamp]: '1778896801' })],
    ['another nonce', headersOf({ [signatureHeaders.nonce]: 'a'.repeat(32) })],
    ['a short nonce', headersOf({ [signatureHeaders.nonce]: 'short' })],
    ['half a signature', headersOf({ [signatureHeaders.signature]: 'abcd' })],
  ])('refuses %s with 401 and one code for all', async (_what, headers) => {
    expect(await knock(headers)).toMatchObject({
      status: 401,
      body: { error: { code: 'bad_signature', requestId: 'request-1' } },
    });
  });

  it.each([
    ['X-Bianmin-Caller', '', 'is missing; it must be the id of the caller'],
    [signatureHeaders.timestamp, '1778896800123', 'must be epoch seconds'],
    [signatureHeaders.nonce, 'short', 'must be 16 to 64 letters'],
    [signatureHeaders.signature, 'ABCD', 'must be 64 lower-case hexadecimal digits'],
  ])('says which header cannot be right: %s', async (name, value, words) => {
    const { body } = await knock(headersOf({ [name]: value }));
    expect((body as { error: { message: string } }).error.message).toContain(`the header ${name} ${words}`);
  });

  it('refuses another method, path, query or body than was signed', async () => {
    const world = open();
    const asked = async (address: string, init: RequestInit = {}) =>
      (await world.send(`${accountUrl}/open/v1${address}`, { headers: headersOf(), ...init })).status;
    expect(await asked(`${path}?all=true`)).toBe(401);
    expect(await asked('/outages/other')).toBe(401);
    expect(await asked(path, { method: 'PATCH', body: '{"cancel":true}' })).toBe(401);
  });

  it.each([301, -301])('refuses a timestamp %i s away, and takes one at the edge', async (seconds) => {
    const { clientOf, now } = open();
    const edge = seconds - Math.sign(seconds);
    const at = (away: number) => () => now() + away * 1000;
    const old = await clientOf('core', secrets.core, at(seconds)).request(look);
    expect([old.status, codeIn(old)]).toEqual([401, 'stale_timestamp']);
    expect((await clientOf('core', secrets.core, at(edge)).request(look)).status).toBe(200);
  });

  it('takes a nonce once as long as its signature is good', async () => {
    const world = open();
    const headers = headersOf();
    expect((await knock(headers, {}, world)).status).toBe(200);
    world.now.advance(299_000);
    expect(await knock(headers, {}, world)).toMatchObject({ status: 401, body: { error: { code: 'nonce_reused' } } });
  });

  it('lets of two equal requests at once one in', async () => {
    const world = open();
    const headers = headersOf();
    const both = await Promise.all([knock(headers, {}, world), knock(headers, {}, world)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('says to a caller over its limit when the next minute begins', async () => {
    const { clientOf, now } = open();
    const slow = clientOf('slow', secrets.slow);
    now.advance(20_000);
    const statuses = [];
    for (let times = 0; times < 5; times += 1) statuses.push((await slow.request(look)).status);
    const refused = await slow.request(look);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect([refused.status, codeIn(refused), refused.retryAfter]).toEqual([429, 'too_many_requests', 40]);
    now.advance(40_000);
    expect((await slow.request(look)).status).toBe(200);
  });

  it('does not let strangers use up a caller’s minute', async () => {
    const world = open();
    world.now.advance(600_000);
    const stranger = world.clientOf('slow', 'x'.repeat(40));
    for (let times = 0; times < 6; times += 1) expect((await stranger.request(look)).status).toBe(401);
    expect((await world.clientOf('slow', secrets.slow).request(look)).status).toBe(200);
  });

  it('lets a caller do what it has a right to alone', async () => {
    const { clientOf } = open();
    const refused = await clientOf('clerk', secrets.clerk).request(look);
    expect([refused.status, codeIn(refused)]).toEqual([403, 'right_missing']);
  });

  it('refuses a body of more than 256 KiB before it looks at anything', async () => {
    const { send } = open();
    const response = await send(`${accountUrl}/open/v1/outages`, { method: 'POST', body: 'x'.repeat(256 * 1024 + 1) });
    expect(response.status).toBe(413);
  });

  it('logs who asked for what, and nothing that was said', async () => {
    const { post, recorded } = open();
    await post('/account-changes', { account: '6210000001', about: 'details', change: '登记手机号', at: 'soon' });
    await post('/outages', { kind: 'fault', areas: ['chengzhong'], reason: '抢修', from: anOutage.from, to: 'x' });
    expect(recorded.lines.join('\n')).toContain('"caller":"core"');
    expect(recorded.lines.join('\n')).not.toMatch(/6210000001|登记手机号|抢修/);
  });

  it('fails closed and says nothing of why when something of ours breaks', async () => {
    const nonces = { use: () => Promise.reject(new Error('table is down: secret detail')) };
    const { core, recorded } = open({ nonces });
    const answer = await core.request(look);
    expect([answer.status, answer.retryAfter, codeIn(answer)]).toEqual([503, 5, 'unavailable']);
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
    expect(recorded.events()).toContain('open_failed');
  });
});

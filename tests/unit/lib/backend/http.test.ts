import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSignatureCheck } from '../../../../infra/backend-example/signature.ts';
import { createHttpBackend } from '../../../../lib/backend/http.ts';
import { aLog } from '../../../support/log.ts';

type Play = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const secret = 'a secret of both';
const closers: (() => void)[] = [];

/** A system that plays what a test wants, and the account's way to it. */
const aSystem = async (play: Play, options: { limitMs?: number } = {}) => {
  const bodies: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString('utf8'));
    requests.push(request);
    play(request, response, bodies.at(-1) ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const clock = { at: 1_790_000_000_000 };
  const log = aLog();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/systems`;
  const backend = createHttpBackend({
    url,
    secret: async () => secret,
    fetch,
    now: () => clock.at,
    log: log.log,
    ...options,
  });
  return { backend, bodies, requests, log, clock };
};

const answer = (response: ServerResponse, status: number, body: unknown) =>
  void response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

const anAccount = { accountNumber: '6210000001', holderName: '李明', phone: '19900000001' };
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: { code?: string }) => error.code ?? String(error),
  );

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

describe('a request to the organisation’s systems', () => {
  it('is signed over method, path, time, nonce and body, and signed anew each time', async () => {
    const { backend, requests, bodies, clock } = await aSystem((_, response) => answer(response, 200, { records: [] }));
    await backend.records('electricity-bill', '6210000001', { from: '2026-01' });
    await backend.records('electricity-bill', '6210000001');
    const isSigned = createSignatureCheck(secret, () => clock.at);
    const signed = requests.map(({ method = '', url: path = '', headers }, at) => ({
      method,
      path,
      headers,
      body: bodies[at] ?? '',
    }));
    expect(signed.map(({ path }) => path)).toEqual(Array(2).fill('/systems/v1/records/electricity-bill/query'));
    expect(signed.map((request) => isSigned({ ...request, body: '{}' }))).toEqual([false, false]);
    expect(signed.map((request) => isSigned({ ...request, path: '/other' }))).toEqual([false, false]);
    expect(signed.map(isSigned)).toEqual([true, true]);
    expect(signed.map(isSigned)).toEqual([false, false]);
    clock.at += 301_000;
    expect(signed.map(createSignatureCheck(secret, () => clock.at))).toEqual([false, false]);
  });

  it('has nothing about people in its address, nor in the log when it fails', async () => {
    const { backend, requests, log } = await aSystem((_, response) => answer(response, 503, ''));
    await outcome(backend.match('electricity-account', anAccount));
    for (const { url, headers } of requests)
      expect(url + JSON.stringify(headers)).not.toMatch(/6210000001|%E6|19900000001/);
    expect(log.lines.join()).not.toMatch(/6210000001|李明|19900000001/);
  });

  it('is refused over plain http to anywhere but this machine', () => {
    const deps = { url: 'http://10.0.0.1', secret: async () => secret, fetch, now: Date.now, log: aLog().log };
    expect(() => createHttpBackend(deps)).toThrow(/https/);
  });
});

describe('an answer', () => {
  it.each([
    ['no JSON', 'garbage'],
    ['another shape', { rows: [] }],
    ['a record of another kind', { records: [{ month: '2026-08' }] }],
    ['money that is no whole number', { subject: null, records: [{ amountFen: 1.5 }] }],
    ['too many bytes', `{"records":[],"x":"${'x'.repeat(1_100_000)}"}`],
  ])('of %s is a bad answer', async (_what, body) => {
    const { backend, bodies } = await aSystem((_, response) => answer(response, 200, body));
    await expect(backend.records('electricity-bill', '6210000001')).rejects.toMatchObject({
      code: 'backend_bad_answer',
      kind: 'give-up',
    });
    expect(bodies).toHaveLength(1);
  });

  it('that forgets to mask the number is a bad answer', async () => {
    const subject = { subject: '6210000001', shown: '6210000001' };
    const { backend } = await aSystem((_, response) => answer(response, 200, { subject }));
    expect(await outcome(backend.match('electricity-account', anAccount))).toBe('backend_bad_answer');
  });

  it('may have fields that the account does not know', async () => {
    const subject = { subject: '6210000001', shown: '62****0001', colour: 'blue' };
    const { backend } = await aSystem((_, response) => answer(response, 200, { subject, took: 3 }));
    expect(await backend.match('electricity-account', anAccount)).toEqual({
      subject: '6210000001',
      shown: '62****0001',
    });
  });

  it.each([
    [401, 'backend_refused', 1],
    [404, 'backend_bad_answer', 1],
    [429, 'backend_unavailable', 1],
    [500, 'backend_unavailable', 1],
    [502, 'backend_unavailable', 3],
    [503, 'backend_unavailable', 3],
  ])('of HTTP %i is %s, after %i tries', async (status, code, tries) => {
    const { backend, bodies } = await aSystem((_, response) => answer(response, status, '{}'));
    expect(await outcome(backend.records('room', 'M-1-101'))).toBe(code);
    expect(bodies).toHaveLength(tries);
  });

  it('after a gateway’s error is taken from the second try', async () => {
    let tries = 0;
    const { backend } = await aSystem((_, response) => {
      tries += 1;
      return tries === 1 ? answer(response, 503, '') : answer(response, 200, { outcome: 'changed' });
    });
    expect(await backend.change('electricity-account', '6210000001', { phone: '13900000001' }, 'key')).toEqual({
      kind: 'changed',
    });
  });

  it('that never comes ends at the time limit, and is not asked for twice', async () => {
    const { backend, bodies } = await aSystem(() => undefined, { limitMs: 200 });
    await expect(backend.records('room', 'M-1-101')).rejects.toMatchObject({
      ...{ code: 'backend_slow', kind: 'retry' },
      message: expect.stringContaining('200 ms'),
    });
    expect(bodies).toHaveLength(1);
  });

  it('whose body stops in the middle ends at the time limit', async () => {
    const { backend } = await aSystem((_, response) => void response.writeHead(200).write('{"records":['), {
      limitMs: 200,
    });
    expect(await outcome(backend.records('room', 'M-1-101'))).toBe('backend_slow');
  });
});

describe('the circuit', () => {
  it('opens after five failures in a row: the sixth asks nobody', async () => {
    const { backend, bodies, log } = await aSystem((_, response) => answer(response, 500, ''));
    for (let at = 0; at < 6; at += 1)
      expect(await outcome(backend.records('room', 'M-1-101'))).toBe('backend_unavailable');
    expect(bodies).toHaveLength(5);
    expect(log.events()).toEqual(['backend_circuit_open']);
  });

  it('stays closed when the systems only refuse the signature, or an answer comes in between', async () => {
    let status = 401;
    const { backend, bodies } = await aSystem((_, response) => answer(response, status, { records: [] }));
    for (let at = 0; at < 6; at += 1) await outcome(backend.records('room', 'M-1-101'));
    for (let at = 0; at < 8; at += 1) {
      status = at % 4 === 3 ? 200 : 500;
      await outcome(backend.records('room', 'M-1-101'));
    }
    expect(bodies).toHaveLength(14);
  });

  it('lets one request try after ten seconds, and closes when it is answered', async () => {
    let status = 500;
    const { backend, bodies, log } = await aSystem((_, response) => answer(response, status, { records: [] }));
    for (let at = 0; at < 5; at += 1) await outcome(backend.records('room', 'M-1-101'));
    const later = Date.now() + 10_001;
    const realNow = Date.now;
    Date.now = () => later;
    try {
      await outcome(backend.records('room', 'M-1-101'));
      expect(bodies).toHaveLength(6);
      expect(await outcome(backend.records('room', 'M-1-101'))).toBe('backend_unavailable');
      expect(bodies).toHaveLength(6);
      Date.now = () => later + 10_001;
      status = 200;
      expect(await outcome(backend.records('room', 'M-1-101'))).toBe('answered');
      expect(log.events().at(-1)).toBe('backend_circuit_closed');
    } finally {
      Date.now = realNow;
    }
  });
});

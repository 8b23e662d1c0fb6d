import { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets } from '../../../../lib/platform/secrets.ts';
import { aClock } from '../../../support/clock.ts';
import { startAwsServer } from './aws-server.ts';

const path = '/bianmin/power/prod';
const minute = 60_000;
let stored: Record<string, string>;
let broken: boolean;
let server: Awaited<ReturnType<typeof startAwsServer>>;
const now = aClock();
const theSecrets = () => createSecrets({ ssm: new SSMClient(server.options), path, now });

/** Two parameters a page, as the service pages. */
const aPage = (input: Record<string, unknown>) => {
  const start = Number(input['NextToken'] ?? 0);
  const all = Object.entries(stored).map(([name, Value]) => ({ Name: `${path}/${name}`, Value, Type: 'SecureString' }));
  const more = start + 2 < all.length ? { NextToken: String(start + 2) } : {};
  return { Parameters: all.slice(start, start + 2), ...more };
};

beforeEach(async () => {
  stored = {
    'wechat-token': 't1',
    'wechat-app-secret': 's1',
    'wechat-encoding-aes-key': 'k1',
    'field-encryption-key': 'f1',
    'tencent-cloud-secret-id': 'i1',
  };
  broken = false;
  server = await startAwsServer(({ input }) =>
    broken ? { status: 500, body: { __type: 'InternalServerError' } } : { body: aPage(input) },
  );
});
afterEach(() => server.close());

describe('secrets', () => {
  it('are read from every page, decrypted, below their path alone', async () => {
    const secrets = theSecrets();
    expect([await secrets.get('wechat-token'), await secrets.get('tencent-cloud-secret-id')]).toEqual(['t1', 'i1']);
    expect(server.calls).toHaveLength(3);
    expect(server.calls[0]).toMatchObject({
      target: 'AmazonSSM.GetParametersByPath',
      input: { Path: path, WithDecryption: true },
    });
  });

  it('are read once for many who ask at once', async () => {
    const secrets = theSecrets();
    await Promise.all(Array.from({ length: 20 }, () => secrets.get('wechat-token')));
    expect(server.calls).toHaveLength(3);
  });

  it('are kept for five minutes, then read anew', async () => {
    const secrets = theSecrets();
    await secrets.get('wechat-token');
    stored['wechat-token'] = 't2';
    now.advance(5 * minute - 1);
    expect(await secrets.get('wechat-token')).toBe('t1');
    now.advance(1);
    expect(await secrets.get('wechat-token')).toBe('t2');
  });

  it('that are missing are named, or not found', async () => {
    const secrets = theSecrets();
    expect(await secrets.find('wechat-token-next')).toBeUndefined();
    await expect(secrets.get('tencent-cloud-secret-key')).rejects.toMatchObject({
      code: 'secret_missing',
      kind: 'give-up',
      message: expect.stringContaining(`${path}/tencent-cloud-secret-key`),
    });
  });
});

describe('while the store of secrets is out of reach', () => {
  it('nothing can be read at first, and everything as soon as it is back', async () => {
    const secrets = theSecrets();
    broken = true;
    await expect(secrets.get('wechat-token')).rejects.toThrow();
    broken = false;
    expect(await secrets.get('wechat-token')).toBe('t1');
  });

  it('what was read before goes on being used, however long it takes', async () => {
    const secrets = theSecrets();
    await secrets.get('wechat-token');
    broken = true;
    for (let time = 0; time < 4; time += 1) {
      now.advance(5 * minute);
      for (let ask = 0; ask < 3; ask += 1) expect(await secrets.get('wechat-token')).toBe('t1');
    }
  });

  it('it is asked again every ten seconds', async () => {
    const secrets = theSecrets();
    await secrets.get('wechat-token');
    broken = true;
    now.advance(5 * minute);
    await secrets.get('wechat-token');
    stored['wechat-token'] = 't2';
    broken = false;
    now.advance(9999);
    expect(await secrets.get('wechat-token')).toBe('t1');
    now.advance(1);
    expect(await secrets.get('wechat-token')).toBe('t2');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runFolder } from '../../../../infra/cases/run.ts';
import { sign } from '../../../../lib/wechat/signature.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const aFolder = (files: Record<string, unknown>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  folders.push(folder);
  for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
  return folder;
};

const run = async (files: Record<string, unknown>) => {
  const lines: string[] = [];
  return { passed: await runFolder(aFolder(files), (line) => lines.push(line)), lines };
};

const aSignature = {
  id: 'mine',
  token: 'tok',
  timestamp: '1700000000',
  nonce: 'n',
  signature: sign('tok', '1700000000', 'n'),
  expected: 'valid',
};
const aMessage = {
  id: 'text',
  xml: '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>a</Content><MsgId>9007199254740993</MsgId></xml>',
  expected: {
    ToUserName: 'gh_1',
    FromUserName: 'o1',
    CreateTime: '1',
    MsgType: 'text',
    Content: 'a',
    MsgId: '9007199254740993',
  },
  dedupKey: { kind: 'MsgId', value: '9007199254740993' },
};

describe('the runner of public cases', () => {
  it('passes when every case does', async () => {
    const { passed, lines } = await run({
      signature: { cases: [aSignature], requests: [] },
      messages: { cases: [aMessage] },
    });
    expect([passed, lines]).toEqual([true, ['messages: 1 passed, 0 failed', 'signature: 1 passed, 0 failed']]);
  });

  it('fails when one case does, and says which and how', async () => {
    const wrong = {
      ...aMessage,
      id: 'wrong',
      expected: { ...aMessage.expected, Content: 'b', MsgId: '9007199254740992' },
    };
    const { passed, lines } = await run({ messages: { cases: [aMessage, wrong] } });
    expect(passed).toBe(false);
    expect(lines).toEqual([
      'messages: 1 passed, 1 failed',
      '  failed wrong: Content: "a" instead of "b", MsgId: "9007199254740993" instead of "9007199254740992"',
    ]);
  });

  it('fails a signature that should not have matched', async () => {
    const { passed } = await run({ signature: { cases: [{ ...aSignature, expected: 'invalid' }], requests: [] } });
    expect(passed).toBe(false);
  });

  it('fails a hostile body that it is told to accept and the door refuses', async () => {
    const hostile = { cases: [{ id: 'h', body: '<html></html>', expect: { outcome: 'accept' } }] };
    const { lines } = await run({ hostile, crypto: { cases: [], msgSignatureOnly: [], keys: [] } });
    expect(lines).toContain('hostile: 0 passed, 1 failed');
  });

  it('fails an authentic message that it is told to see refused', async () => {
    const body = aMessage.xml.replace('gh_1', 'gh_a96a4a619366');
    const hostile = { cases: [{ id: 'h', body, expect: { outcome: 'reject' } }] };
    const { lines } = await run({ hostile, crypto: { cases: [], msgSignatureOnly: [], keys: [] } });
    expect(lines).toContain('hostile: 0 passed, 1 failed');
  });

  it('fails an error code whose action differs, and a script that it does not know', async () => {
    const errcodes = [{ errcode: 40164, retryable: false, behaviour: '', action: 'backoff' }];
    const { lines } = await run({ 'api-errors': { errcodes, behaviourCases: [{ id: 'unheard-of' }] } });
    expect(lines[0]).toBe('api-errors: 0 passed, 2 failed');
  });

  it('counts and skips a file that does not concern the code yet', async () => {
    const { passed, lines } = await run({ wechatpay: { cases: [{ id: 'a' }, { id: 'b' }] } });
    expect([passed, lines]).toEqual([true, ['wechatpay: not concerned yet, 2 skipped']]);
  });

  it('fails on a folder without cases', async () => {
    expect((await run({})).passed).toBe(false);
  });
});

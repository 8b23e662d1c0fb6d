import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listFunctions } from '../../../../infra/build/functions.ts';
import { localDefaults } from '../../../../infra/local/defaults.ts';
import { withLock } from '../../../../infra/local/lock.ts';
import { templateLock } from '../../../../infra/local/template.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const folder = path.join(root, '.cache/package-test');

const pack = async (env: Record<string, string>): Promise<void> => {
  mkdirSync(path.dirname(templateLock), { recursive: true });
  const serverless = path.join(root, 'node_modules/serverless/bin/serverless.js');
  const options = {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: homedir(), SLS_TELEMETRY_DISABLED: '1', ...env },
  };
  const run = () => spawnSync(process.execPath, [serverless, 'package', '--package', folder], options);
  const { status, stdout, stderr } = await withLock(templateLock, async () => run());
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
};

/** Names in a zip's central directory. */
const namesInZip = (file: string): string[] => {
  const zip = readFileSync(file);
  const names: string[] = [];
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  }
  return names;
};

describe('serverless package', () => {
  const env = { WECHAT_APP_ID: localDefaults.WECHAT_APP_ID, WECHAT_ORIGINAL_ID: localDefaults.WECHAT_ORIGINAL_ID };
  beforeAll(async () => {
    await pack(env);
  }, 120_000);

  it('builds by itself, and packs one file per function, and the built pages with those that serve them', async () => {
    const serving = ['pages', 'desk'];
    for (const name of await listFunctions()) {
      const [code, ...rest] = namesInZip(path.join(folder, `${name}.zip`));
      expect(code).toBe(`dist/${name}/index.js`);
      expect(rest.filter((file) => !serving.includes(name) || !file.startsWith(`dist/${name}/site/`))).toEqual([]);
      expect(rest.includes(`dist/${name}/site/manifest.json`)).toBe(serving.includes(name));
    }
  });

  it('refuses to deploy an account without its appid', async () => {
    await expect(pack({ WECHAT_ORIGINAL_ID: env.WECHAT_ORIGINAL_ID })).rejects.toThrow(/WECHAT_APP_ID/);
  }, 60_000);
});

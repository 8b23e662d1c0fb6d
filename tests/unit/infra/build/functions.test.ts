import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { buildFunctions, listFunctions } from '../../../../infra/build/functions.ts';
import { loadOrganisation } from '../../../../infra/build/organisation.ts';
import { aFolder } from '../local/aws/fixtures.ts';

const source = path.join(import.meta.dirname, 'functions');

describe('the build of functions', () => {
  it('bundles each into one CommonJS file with a source map beside it that the file does not mention', async () => {
    const outDir = await aFolder();
    const built = await buildFunctions({ organisation: 'power', outDir, source });
    expect(built.map(({ name }) => name)).toEqual(['hello', 'plain']);
    for (const { name, bytes, gzipBytes } of built) {
      const code = readFileSync(path.join(outDir, name, 'index.js'), 'utf8');
      expect(Buffer.byteLength(code)).toBe(bytes);
      expect(gzipBytes).toBeLessThan(bytes);
      expect(code).not.toContain('sourceMappingURL');
      expect(existsSync(path.join(outDir, name, 'index.js.map'))).toBe(true);
    }
  });

  it('compiles the organisation in, and takes credentials from the environment alone', async () => {
    const outDir = await aFolder();
    const [built] = await buildFunctions({ organisation: 'bank', outDir, source, functions: ['hello'] });
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'from-environment');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const { handler } = createRequire(import.meta.url)(path.join(outDir, 'hello/index.js')) as {
      handler: () => Promise<unknown>;
    };
    const { profile } = await loadOrganisation('bank');
    expect(await handler()).toEqual({ name: profile.name, accessKeyId: 'from-environment' });
    vi.unstubAllEnvs();
    expect(readFileSync(path.join(outDir, 'hello/index.js'), 'utf8')).not.toMatch(/169\.254\.170|sso_session/);
    expect(built?.bytes).toBeLessThan(400_000);
  });

  it('is refused for an organisation that does not exist', async () => {
    const options = { organisation: 'nowhere', outDir: await aFolder(), source, functions: ['plain'] };
    await expect(buildFunctions(options)).rejects.toThrow(/unknown organisation "nowhere"/);
  });

  it('finds the functions of the project by their files', async () => {
    expect(await listFunctions()).toEqual(expect.arrayContaining(['callback', 'on-message', 'sweep']));
  });
});

import path from 'node:path';
import { build } from 'esbuild';

/** Where the built host stands: its main file and the thread of one execution environment. */
export interface HostFiles {
  main: string;
  thread: string;
}

/** Builds the host of functions into `outDir`: threads start three times faster from one plain file than through a loader. */
export const buildHost = async (outDir: string): Promise<HostFiles> => {
  await build({
    entryPoints: ['main', 'thread'].map((name) => path.join(import.meta.dirname, `${name}.ts`)),
    outdir: outDir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return { main: path.join(outDir, 'main.cjs'), thread: path.join(outDir, 'thread.cjs') };
};

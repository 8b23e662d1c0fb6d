import { describeError } from '../../lib/platform/errors.ts';
import { buildFunctions } from './functions.ts';

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1).padStart(8);

const main = async () => {
  const organisation = process.env.ORGANISATION ?? 'power';
  const built = await buildFunctions({ organisation, outDir: 'dist' });
  console.log(`${organisation.padEnd(18)}${'KB'.padStart(8)}${'gz'.padStart(8)}`);
  for (const { name, bytes, gzipBytes } of built) {
    console.log(`${name.padEnd(18)}${kilobytes(bytes)}${kilobytes(gzipBytes)}`);
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : describeError(error).message);
  process.exitCode = 1;
});

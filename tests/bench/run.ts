/**
 * `npm run bench -- callback`: measurements with the machine they were taken on. Not tests: nothing here fails for being slow.
 */
import { cpus } from 'node:os';

// A note to developers of the SDK's users; the deployed functions run on a newer Node.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const benches: Record<string, () => Promise<{ run: () => Promise<void> }>> = {
  callback: () => import('./callback.ts'),
  import: () => import('./import.ts'),
  pages: () => import('./pages.ts'),
  push: () => import('./push.ts'),
  queries: () => import('./queries.ts'),
};

const machine = (): string => {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, Node ${process.version}, ${process.platform} ${process.arch}`;
};

const main = async ([name]: string[]): Promise<void> => {
  const load = benches[name ?? ''];
  if (load === undefined) {
    console.error(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}`);
    process.exitCode = 2;
    return;
  }
  console.log(`${name}, ${new Date().toISOString().slice(0, 10)}, on ${machine()}\n`);
  const { run } = await load();
  await run();
};

await main(process.argv.slice(2));

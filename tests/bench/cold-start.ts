import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type BuiltFunction, buildFunctions } from '../../infra/build/functions.ts';
import { lambdaCredentials } from '../../infra/build/lambda-credentials.ts';
import { localSettings } from '../../infra/local/defaults.ts';
import { median, printTable } from './statistics.ts';

const run = promisify(execFile);
const tries = 11;

/** The SDK clients that a function uses, and nothing else: what its import can't be faster than. */
const clientsOf: Record<string, string[]> = {
  callback: ['client-dynamodb', 'lib-dynamodb', 'client-lambda', 'client-sqs', 'client-ssm'],
  'on-message': ['client-dynamodb', 'lib-dynamodb', 'client-ssm'],
  'on-menu': ['client-dynamodb', 'lib-dynamodb', 'client-ssm'],
  'on-subscribe': ['client-dynamodb', 'lib-dynamodb', 'client-ssm'],
  operate: ['client-dynamodb', 'lib-dynamodb', 'client-ssm'],
  pages: ['client-dynamodb', 'lib-dynamodb', 'client-ssm'],
  'domain-file': [],
  'on-receipt': ['client-dynamodb', 'lib-dynamodb'],
  sweep: ['client-dynamodb', 'lib-dynamodb'],
};

const exportsOf: Record<string, string> = {
  'client-dynamodb': 'DynamoDBClient, ConditionalCheckFailedException',
  'lib-dynamodb': 'DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand, QueryCommand, BatchWriteCommand',
  'client-lambda': 'LambdaClient, InvokeCommand',
  'client-sqs': 'SQSClient, SendMessageCommand',
  'client-ssm': 'SSMClient, GetParametersByPathCommand',
};

const bareSource = (clients: string[]): string => {
  const names = clients.map((client) => exportsOf[client] ?? '');
  const imports = clients.map((client, at) => `import { ${names[at]} } from '@aws-sdk/${client}';`);
  const opened = clients
    .filter((client) => client.startsWith('client-'))
    .map((client) => `new ${exportsOf[client]?.split(',')[0]}({})`);
  return `${imports.join('\n')}\nexport const handler = [${names.join(', ')}, ${opened.join(', ')}];`;
};

const buildBare = async (folder: string, name: string): Promise<string> => {
  const outfile = path.join(folder, `bare-${name}.js`);
  await build({
    stdin: {
      contents: bareSource(clientsOf[name] ?? []),
      resolveDir: path.resolve(import.meta.dirname, '../..'),
      loader: 'ts',
    },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [lambdaCredentials],
    logLevel: 'silent',
  });
  return outfile;
};

const importMs = async (file: string, env: Record<string, string>): Promise<number> => {
  const script = `const t = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - t)`;
  const times: number[] = [];
  for (let count = 0; count < tries; count += 1) {
    const { stdout } = await run(process.execPath, ['-e', script], { env });
    times.push(Number(stdout));
  }
  return median(times);
};

const environment = (): Record<string, string> => {
  const ports = { account: 3000, simulator: 3001, aws: 3002, invoke: 3003 };
  const settings = localSettings({}, ports) as unknown as Record<string, string>;
  const deployed = {
    TABLE_NAME: 'bench',
    SECRETS_PATH: '/bianmin/bench',
    RECEIPTS_QUEUE_URL: 'http://127.0.0.1/queue',
    ON_MESSAGE_FUNCTION: 'a',
    ON_MENU_FUNCTION: 'b',
    ON_SUBSCRIBE_FUNCTION: 'c',
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  };
  return { ...settings, ...deployed };
};

const rowOf = async (folder: string, { name, bytes, gzipBytes }: BuiltFunction): Promise<string[]> => {
  const own = await importMs(path.join(folder, name, 'index.js'), environment());
  const bare =
    clientsOf[name] === undefined ? Number.NaN : await importMs(await buildBare(folder, name), environment());
  const size = `${(bytes / 1024).toFixed(0)} KB`;
  return [
    name,
    size,
    `${(gzipBytes / 1024).toFixed(0)} KB`,
    own.toFixed(1),
    bare.toFixed(1),
    clientsOf[name]?.length ? `${(own / bare).toFixed(2)} ×` : '–',
  ];
};

/** Size and import time of every function, against a handler that imports only the same SDK clients. */
export const benchColdStart = async (): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bianmin-bench-'));
  try {
    const built = await buildFunctions({ organisation: 'power', outDir: folder });
    await writeFile(path.join(folder, 'package.json'), '{"type":"commonjs"}\n');
    const rows: string[][] = [];
    for (const each of built) rows.push(await rowOf(folder, each));
    printTable(`Cold start (import in ms, median of ${tries}; budget: callback ≤ 500 KB, import ≤ 1.5 ×)`, [
      ['function', 'minified', 'gzip', 'import', 'SDK alone', 'ratio'],
      ...rows,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { parse } from 'yaml';
import { csvLines } from '../../infra/demo-data/csv.ts';
import { demoRows } from '../../infra/demo-data/sets.ts';

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

interface Measured {
  kind: string;
  rows: number;
  checkMs: number;
  writeMs: number;
  peakKb: number;
}

/** An engine on disk in this process; the import runs in another. */
const startEngine = async (folder: string) => {
  const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, stop: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
};

const createTable = async (endpoint: string, name: string): Promise<void> => {
  const { Resources } = parse(await readFile(path.join(root, 'infra/table.yml'), 'utf8')) as {
    Resources: { Table: { Properties: CreateTableCommandInput } };
  };
  const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = Resources.Table.Properties;
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const shape = { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes };
  await client.send(new CreateTableCommand({ ...shape, TableName: name }));
  client.destroy();
};

const measure = async (folder: string, rows: number): Promise<Measured> => {
  const file = path.join(folder, `${rows}.csv`);
  const accounts = demoRows('power', 'electricity-account', { size: rows, today: '2026-09-15' });
  await pipeline(Readable.from(csvLines('electricity-account', accounts)), createWriteStream(file));
  const engine = await startEngine(path.join(folder, `engine-${rows}`));
  try {
    await createTable(engine.endpoint, 'bench');
    const child = fileURLToPath(import.meta.resolve('./import-child.ts'));
    const { stdout } = await execute(process.execPath, ['--import', 'tsx', child, file, engine.endpoint, 'bench'], {
      cwd: root,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Measured;
  } finally {
    await engine.stop();
    await rm(file, { force: true });
  }
};

const perSecond = (rows: number, ms: number): string => Math.round((rows / ms) * 1000).toLocaleString('en');

/** Rows a second and peak memory of an import of accounts, 5 of their fields encrypted; one million with `--full`. */
export const run = async (): Promise<void> => {
  const sizes = [10_000, 100_000, ...(process.argv.includes('--full') ? [1_000_000] : [])];
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-import-'));
  console.log('rows       check rows/s   write rows/s   whole    peak RSS');
  try {
    for (const size of sizes) {
      const { rows, checkMs, writeMs, peakKb } = await measure(folder, size);
      const speeds = `${perSecond(rows, checkMs).padStart(12)}   ${perSecond(rows, writeMs).padStart(12)}`;
      const seconds = ((checkMs + writeMs) / 1000).toFixed(1);
      console.log(
        `${rows.toLocaleString('en').padEnd(10)} ${speeds}   ${seconds.padStart(5)} s   ${Math.round(peakKb / 1024)} MB`,
      );
    }
    console.log(
      '\nWriting is bound by the engine (dynalite, on disk, on the same machine); checking is the import’s own work.',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

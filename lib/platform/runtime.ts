import { SSMClient } from '@aws-sdk/client-ssm';
import { systemClock } from './clock.ts';
import type { Settings } from './config.ts';
import { createFieldCipher, type FieldCipher } from './field-cipher.ts';
import { createLog, type Log } from './log.ts';
import { countEvents } from './metrics.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { openTable, type Table } from './table.ts';

/** Waits. The timer keeps the event loop alive: Lambda ends an invocation, without its answer, when nothing else does. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What every function stands on. */
export interface Runtime {
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: Log;
  table: Table;
}

/** The real clock, a log on standard output (CloudWatch takes it from there), and the table. */
export const openRuntime = (settings: Pick<Settings, 'TABLE_NAME' | 'LOG_LEVEL'>, functionName: string): Runtime => ({
  now: systemClock,
  sleep,
  log: createLog({
    level: settings.LOG_LEVEL,
    now: systemClock,
    write: (line) => void process.stdout.write(`${line}\n`),
    fields: { function: functionName },
    count: countEvents(settings.TABLE_NAME),
  }),
  table: openTable(settings.TABLE_NAME),
});

/** The cipher of personal fields, opened at first use. */
export const openFieldCipher = (secrets: Secrets): (() => Promise<FieldCipher>) => {
  let opened: { ring: string; cipher: FieldCipher } | undefined;
  return async () => {
    const ring = await secrets.get('field-encryption-key');
    if (opened?.ring !== ring) opened = { ring, cipher: createFieldCipher(ring) };
    return opened.cipher;
  };
};

/** The secrets of this stage, in SSM Parameter Store. */
export const openSecrets = (settings: Pick<Settings, 'SECRETS_PATH'>): Secrets =>
  createSecrets({ ssm: new SSMClient({ maxAttempts: 3 }), path: settings.SECRETS_PATH, now: systemClock });

import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { isRecordKind, type RecordKind, recordKinds } from '../../lib/backend/kinds.ts';
import { AppError } from '../../lib/platform/errors.ts';
import { localDefaults } from '../local/defaults.ts';
import { type AreaImport, areaImports, importAreas } from './areas/import-areas.ts';
import { runFollowersImport } from './followers/command.ts';
import { type ImportOutcome, importFile } from './import-file.ts';
import { createProgress } from './progress.ts';
import { openTarget, type Target } from './target.ts';
import { type Encoding, encodings } from './text.ts';

/**
 * `npm run import -- electricity-bill bills.csv [--organisation power] [--stage local]`: records of the organisation's systems into the
 * table, from CSV with a header line, a JSON list, or JSON lines; and the area tree with its outlines. A file with a fault is not written at all; its faults are listed beside it.
 * `npm run import -- followers`: who follows the account at WeChat already.
 */

const usage = `npm run import -- <kind> <file.csv|file.json|file.jsonl>
  --organisation power   whose table (default: ORGANISATION, else power)
  --stage local          local: the running stack; else a deployed stage, by the AWS settings of the environment
  --table NAME           another table than the stage's own
  --encoding gbk         for files that are not UTF-8
  --report FILE          where faults are listed (default: beside the file)
kinds: ${Object.keys(recordKinds).join(', ')}
and: areas (CSV: id,kind,name,parents), outlines (GeoJSON, GCJ-02); each in place of what was there

npm run import -- followers [--organisation …] [--stage …] [--table …]
  who follows the account already, by WeChat's own list; whoever is known stays as they are
  --pace 1000            new followers a second
  --dry-run              counts them and writes nothing`;

const isAreaImport = (kind: string): kind is AreaImport => (areaImports as readonly string[]).includes(kind);
const isKind = (kind: string): kind is RecordKind | AreaImport => isRecordKind(kind) || isAreaImport(kind);

type Given = ReturnType<typeof readArgs>;

const readArgs = () => {
  const text = { type: 'string' } as const;
  const ofFiles = { encoding: text, report: text };
  const ofFollowers = { pace: text, 'dry-run': { type: 'boolean' } } as const;
  const options = { organisation: text, stage: text, table: text, ...ofFiles, ...ofFollowers };
  return parseArgs({ allowPositionals: true, options });
};

const targetOf = ({ organisation, stage = 'local', table }: Given['values']): Target => ({
  organisation: organisation ?? (process.env['ORGANISATION'] || localDefaults.ORGANISATION),
  stage,
  ...(table !== undefined && { table }),
});

const isFollowersOrder = ({ positionals, values }: Given): boolean => {
  if (positionals[0] !== 'followers') return false;
  if (positionals.length === 1 && values.encoding === undefined && values.report === undefined) return true;
  throw new AppError('usage', 'reject', usage);
};

const readOrder = ({ values, positionals }: Given) => {
  const [kind = '', file] = positionals;
  const isForFollowers = values.pace !== undefined || values['dry-run'] !== undefined;
  const encoding = values.encoding?.toLowerCase() ?? 'utf-8';
  const isKnown = (encodings as readonly string[]).includes(encoding);
  if (!isKind(kind) || file === undefined || positionals.length > 2 || !isKnown || isForFollowers) {
    throw new AppError('usage', 'reject', usage);
  }
  return { kind, file, encoding: encoding as Encoding, values };
};

const say = (outcome: ImportOutcome, { kind, file }: { kind: string; file: string }): void => {
  if (outcome.kind === 'imported') {
    const again = outcome.again ? ' (the same file as last time: nothing is there twice)' : '';
    console.log(`${outcome.rows.toLocaleString('en')} rows of ${kind} imported from ${file}${again}.`);
    return;
  }
  for (const { line, field, reason } of outcome.first) {
    console.error([line === 0 ? file : `line ${line}`, field, reason].filter((part) => part !== '').join(': '));
  }
  console.error(
    `${outcome.faults === 1 ? '1 fault, also' : `${outcome.faults} faults, all of them`} in ${outcome.reportFile}. Nothing was written.`,
  );
  process.exitCode = 1;
};

const main = async (): Promise<void> => {
  const given = readArgs();
  const target = targetOf(given.values);
  if (isFollowersOrder(given)) {
    const { pace, 'dry-run': dryRun = false } = given.values;
    return runFollowersImport(target, { pace, dryRun });
  }
  const { kind, file, encoding, values } = readOrder(given);
  const opened = await openTarget(target, process.env);
  const report = values.report === undefined ? {} : { reportFile: values.report };
  const order = { file, encoding, ...opened, ...report, now: Date.now };
  const outcome = isAreaImport(kind)
    ? await importAreas({ ...order, kind })
    : await importFile({ ...order, kind, onProgress: createProgress(process.stderr) });
  say(outcome, { kind, file });
};

// The SDK's notice about old versions of Node would stand in the middle of the progress bar.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
z.config(z.locales.en());
try {
  await main();
} catch (error) {
  const known = error instanceof AppError || (error instanceof Error && 'code' in error);
  console.error(known ? error.message : error);
  if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
    console.error('Is the local stack running? npm start');
  process.exitCode = error instanceof AppError && error.code === 'usage' ? 2 : 1;
}

import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AppError } from '../../lib/platform/errors.ts';
import { copyTable } from './copy-table.ts';
import { runCommand } from './say.ts';

const usage = 'npm run restore -- --from TABLE --to TABLE [--region cn-north-1]';

/** `npm run restore`: copies a kept or restored table into the one that is deployed. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, to: { type: 'string' }, region: { type: 'string' } },
  });
  const { from, to, region = process.env.AWS_REGION ?? 'cn-north-1' } = values;
  if (from === undefined || to === undefined || from === to) throw new AppError('usage', 'reject', usage);
  const copied = await copyTable(new DynamoDBClient({ region }), from, to);
  console.log(`${copied} items copied from ${from} to ${to}.`);
});

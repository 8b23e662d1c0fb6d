import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { importFile } from '../../infra/import/import-file.ts';
import { createFieldCipher } from '../../lib/platform/field-cipher.ts';

/** One import in a process of its own, so that its memory is measured alone: `import-child.ts <file> <endpoint> <table>`. */

const [file = '', endpoint = '', name = ''] = process.argv.slice(2);
const connection = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
const client = DynamoDBDocumentClient.from(new DynamoDBClient(connection), {
  marshallOptions: { removeUndefinedValues: true },
});
const cipher = createFieldCipher(`bench:${Buffer.alloc(32, 7).toString('base64')}`);

const startedAt = performance.now();
let checkedAt = 0;
const outcome = await importFile({
  kind: 'electricity-account',
  file,
  table: { client, name },
  cipher,
  now: Date.now,
  onProgress: (pass) => {
    if (pass === 'checking') checkedAt = performance.now();
  },
});
const endedAt = performance.now();
const measured = {
  checkMs: checkedAt - startedAt,
  writeMs: endedAt - checkedAt,
  peakKb: process.resourceUsage().maxRSS,
};
console.log(JSON.stringify({ ...outcome, ...measured }));

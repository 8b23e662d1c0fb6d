import { parseArgs } from 'node:util';
import { SSMClient } from '@aws-sdk/client-ssm';
import { runCommand } from '../deploy/say.ts';
import { readTarget, targetOptions } from '../deploy/target.ts';
import { runSecretCommand } from './commands.ts';
import { askHidden } from './prompt.ts';
import { createSecretStore } from './store.ts';

/** `npm run secrets -- …`: the secrets of a stage in SSM Parameter Store. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...targetOptions, replace: { type: 'boolean', default: false } },
  });
  const { region, secretsPath } = readTarget(values);
  const store = createSecretStore(new SSMClient({ region }), secretsPath);
  await runSecretCommand({ store, ask: askHidden, say: console.log, replace: values.replace }, positionals);
});

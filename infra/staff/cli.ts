import { parseArgs } from 'node:util';
import { createStaff } from '../../lib/doors/desk/staff.ts';
import { runCommand } from '../deploy/say.ts';
import { checkStage, stages } from '../deploy/target.ts';
import { openTarget } from '../import/target.ts';
import { localDefaults } from '../local/defaults.ts';
import { askHidden } from '../secrets/prompt.ts';
import { runStaffCommand } from './commands.ts';

const text = { type: 'string' } as const;

/** `npm run staff -- …`: who may use the desk of an account; the running local stack's with `--stage local`. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ organisation: text, stage: text, table: text, 'display-name': text, rights: text },
      generate: { type: 'boolean', default: false },
    },
  });
  const stage = values.stage ?? process.env['STAGE'] ?? 'local';
  checkStage(stage, ['local', ...stages]);
  const organisation = values.organisation ?? (process.env['ORGANISATION'] || localDefaults.ORGANISATION);
  const table = values.table === undefined ? {} : { table: values.table };
  const opened = await openTarget({ organisation, stage, ...table }, process.env);
  try {
    await runStaffCommand(
      { staff: createStaff(opened.table), ask: askHidden, say: console.log, now: Date.now },
      positionals,
      { displayName: values['display-name'], rights: values.rights, generate: values.generate },
    );
  } finally {
    opened.table.client.destroy();
  }
});

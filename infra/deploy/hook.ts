import { AppError } from '../../lib/platform/errors.ts';
import { findAccountFaults } from './account-check.ts';
import type { DeployFacts } from './facts.ts';
import { leftOver, nextSteps, stackOutputs } from './next-steps.ts';
import { runCommand } from './say.ts';
import { findOmissions, findSettingFaults } from './settings-check.ts';
import { checkStage } from './target.ts';

const print = (lines: readonly string[]): void => console.log(lines.join('\n'));

const refuse = (faults: readonly string[]): void => {
  if (faults.length === 0) return;
  throw new AppError(
    'refused',
    'reject',
    `Nothing was created or changed. First:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
  );
};

const steps: Record<string, (facts: DeployFacts) => Promise<void>> = {
  settings: async (facts) => {
    refuse(await findSettingFaults(facts));
    for (const omission of findOmissions(facts)) console.log(`Note: ${omission}`);
  },
  account: async (facts) => refuse(await findAccountFaults(facts, console.log)),
  'next-steps': async (facts) => print(nextSteps(facts, await stackOutputs(facts.name, facts.region))),
  'may-remove': async ({ stage, stages }) => checkStage(stage, stages),
  'left-over': async (facts) => print(leftOver(facts)),
};

/** One step around a deployment, called by plugin.cjs: its name, and the facts as JSON. */
await runCommand(async () => {
  const [name = '', facts = '{}'] = process.argv.slice(2);
  await steps[name]?.(JSON.parse(facts) as DeployFacts);
});

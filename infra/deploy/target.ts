import { existsSync } from 'node:fs';
import { AppError } from '../../lib/platform/errors.ts';

/** Stages that may be deployed. */
export const stages = ['dev', 'staging', 'prod'] as const;

/** One account of one organisation in AWS, and the names that follow from it. */
export interface Target {
  organisation: string;
  stage: string;
  region: string;
  /** Name of the stack, and first part of every other name. */
  name: string;
  secretsPath: string;
}

/** Words of the command line that choose a target. */
export const targetOptions = {
  organisation: { type: 'string' },
  stage: { type: 'string' },
  region: { type: 'string' },
} as const;

/** Throws `AppError('unknown_stage', 'reject')` unless the stage may be deployed. */
export const checkStage = (stage: string, known: readonly string[] = stages): void => {
  if (known.includes(stage)) return;
  throw new AppError(
    'unknown_stage',
    'reject',
    `There is no stage "${stage}". Choose one: --stage ${known.join(', --stage ')}`,
  );
};

/** Reads the settings file of a stage as the deploy tool does: `.env.<stage>`, else `.env`. What the environment sets already stays. */
const loadSettingsFile = (stage: string): void => {
  const file = [`.env.${stage}`, '.env'].find((candidate) => existsSync(candidate));
  if (file !== undefined) process.loadEnvFile(file);
};

/** The target that the command line names, else the environment, else power/dev in cn-north-1, as the manifest has it. */
export const readTarget = (given: { organisation?: string; stage?: string; region?: string }): Target => {
  const stage = given.stage ?? process.env.STAGE ?? 'dev';
  checkStage(stage);
  loadSettingsFile(stage);
  const organisation = given.organisation ?? process.env.ORGANISATION ?? 'power';
  const region = given.region ?? process.env.AWS_REGION ?? 'cn-north-1';
  return {
    organisation,
    stage,
    region,
    name: `bianmin-${organisation}-${stage}`,
    secretsPath: `/bianmin/${organisation}/${stage}`,
  };
};

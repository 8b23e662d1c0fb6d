import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type AwsEndpoint, startAwsEndpoint } from '../../../../../infra/local/aws/endpoint.ts';
import { openClock } from '../../../../../infra/local/clock.ts';
import { createFaults } from '../../../../../infra/local/faults.ts';
import { findPorts } from '../../../../../infra/local/ports.ts';

/** A folder that is removed after the test. */
export const aFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bianmin-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** An AWS stand-in of its own, with one known function. */
export const anAwsEndpoint = async () => {
  const dataDir = await aFolder();
  const ports = await findPorts();
  const clock = openClock(path.join(dataDir, 'clock'));
  const faults = createFaults();
  const manifest = { functions: [{ ...aFunction }] };
  const aws: AwsEndpoint = await startAwsEndpoint({
    port: ports.aws,
    invokePort: ports.invoke,
    dataDir,
    manifest,
    faults,
    clock,
  });
  onTestFinished(async () => {
    await aws.close();
    clock.close();
  });
  return { aws, faults, clock, ports, dataDir };
};

export const aFunction = {
  name: 'bianmin-power-local-on-message',
  key: 'on-message',
  module: 'on-message/index',
  exportName: 'handler',
  timeoutMs: 1000,
  memoryMb: 256,
  environment: {},
};

/** How an AWS client finds the stand-in. */
export const clientOptions = (aws: AwsEndpoint) => ({
  endpoint: aws.url,
  region: 'cn-north-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

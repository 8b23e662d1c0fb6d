import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { localAccount } from '../intrinsics.ts';
import type { ManifestFunction } from '../manifest.ts';
import { startEnvironment } from './environment.ts';
import { createPool, longWorkTuning, type Pool, poolTuning } from './pool.ts';
import type { HostOrder, Invocation } from './protocol.ts';

/** The deployed functions, by name. */
export interface Functions {
  has(name: string): boolean;
  /** Runs a function to its end. `payload` is JSON text. */
  invoke(name: string, payload: string): Promise<Invocation>;
  close(): Promise<void>;
}

/** Variables that Lambda sets by itself, as far as functions or the SDK read them. */
const runtimeVariables = ({ name, memoryMb }: ManifestFunction) => ({
  AWS_REGION: localAccount.region,
  AWS_DEFAULT_REGION: localAccount.region,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
});

/** Whoever is given more time than this does not answer anybody who waits. */
const longestAnswerMs = 60_000;

const poolOf = (definition: ManifestFunction, order: HostOrder): Pool => {
  const file = path.join(order.buildDir, `${definition.module}.js`);
  const data = { file, exportName: definition.exportName, clockFile: order.clockFile };
  const env = { ...order.environment, ...runtimeVariables(definition), ...definition.environment };
  const start = () => startEnvironment(order.threadFile, data, { env, memoryMb: definition.memoryMb });
  return createPool(start, definition.timeoutMs > longestAnswerMs ? longWorkTuning : poolTuning);
};

const contextOf = ({ name, memoryMb, timeoutMs }: ManifestFunction) => ({
  functionName: name,
  invokedFunctionArn: `arn:${localAccount.partition}:lambda:${localAccount.region}:${localAccount.id}:function:${name}`,
  memoryLimitInMB: String(memoryMb),
  awsRequestId: randomUUID(),
  timeoutMs,
});

const noSuchFunction = (name: string): Invocation => ({
  ok: false,
  error: { errorType: 'ResourceNotFoundException', errorMessage: `Function not found: ${name}`, trace: [] },
});

/** Every function of the manifest, each in its own pool of environments. */
export const createFunctions = (order: HostOrder): Functions => {
  const definitions = new Map(order.manifest.functions.map((definition) => [definition.name, definition]));
  const pools = new Map(order.manifest.functions.map((definition) => [definition.name, poolOf(definition, order)]));
  return {
    has: (name) => definitions.has(name),
    invoke: async (name, payload) => {
      const definition = definitions.get(name);
      const pool = pools.get(name);
      if (definition === undefined || pool === undefined) return noSuchFunction(name);
      return pool.run({ payload, context: contextOf(definition) });
    },
    close: async () => void (await Promise.all([...pools.values()].map((pool) => pool.close()))),
  };
};

import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';

/** Names of the secrets below a stage's path. The `-next` ones exist only while WeChat's token or key is being changed. */
export type SecretName =
  | 'wechat-app-secret'
  | 'wechat-token'
  | 'wechat-token-next'
  | 'wechat-encoding-aes-key'
  | 'wechat-encoding-aes-key-next'
  | 'tencent-cloud-secret-id'
  | 'tencent-cloud-secret-key'
  /** Signs requests to the organisation's own systems. */
  | 'backend-secret'
  /** Who may call the open door, as JSON. */
  | 'open-api-callers'
  | 'campus-client-secret'
  | 'field-encryption-key';

/** Secrets of this stage, read at first use and kept for five minutes, so that a change reaches every instance without a deployment. */
export interface Secrets {
  /** Throws `AppError('secret_missing', 'give-up')` that names the parameter. */
  get(name: SecretName): Promise<string>;
  find(name: SecretName): Promise<string | undefined>;
}

const keptForMs = 5 * 60_000;
/** Between a re-read that failed and the next. */
const retryAfterMs = 10_000;

const readAll = async (ssm: SSMClient, path: string): Promise<Map<string, string>> => {
  const values = new Map<string, string>();
  let next: string | undefined;
  do {
    const page = await ssm.send(new GetParametersByPathCommand({ Path: path, WithDecryption: true, NextToken: next }));
    for (const { Name, Value } of page.Parameters ?? []) {
      if (Name !== undefined && Value !== undefined) values.set(Name.slice(path.length + 1), Value);
    }
    next = page.NextToken;
  } while (next !== undefined);
  return values;
};

/** Secrets under `path` in SSM Parameter Store. While a re-read fails, the values read before go on being used. */
export const createSecrets = (deps: { ssm: SSMClient; path: string; now: Clock }): Secrets => {
  let kept: { values: Promise<Map<string, string>>; until: number } | undefined;
  const values = (): Promise<Map<string, string>> => {
    if (kept !== undefined && deps.now() < kept.until) return kept.values;
    const before = kept?.values;
    const read = readAll(deps.ssm, deps.path).catch((error: unknown) => {
      kept = before === undefined ? undefined : { values: before, until: deps.now() + retryAfterMs };
      if (before !== undefined) return before;
      throw error;
    });
    kept = { values: read, until: deps.now() + keptForMs };
    return read;
  };
  const find = async (name: SecretName) => (await values()).get(name);
  return {
    find,
    get: async (name) => {
      const value = await find(name);
      if (value === undefined) {
        throw new AppError('secret_missing', 'give-up', `parameter ${deps.path}/${name} is not in SSM Parameter Store`);
      }
      return value;
    },
  };
};

import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { SecretName } from '../../lib/platform/secrets.ts';

/** A secret as it may be shown: without its value. */
export interface StoredSecret {
  name: string;
  version: number;
  changedAt: Date | undefined;
}

/** The secrets of one stage, for operators. */
export interface SecretStore {
  list(): Promise<StoredSecret[]>;
  read(name: SecretName): Promise<string | undefined>;
  put(name: SecretName, value: string): Promise<void>;
  remove(name: SecretName): Promise<void>;
}

const ignoreMissing = (error: unknown): undefined => {
  if (error instanceof ParameterNotFound) return undefined;
  throw error;
};

/** SSM Parameter Store below `path`: SecureStrings under the key that SSM manages for the AWS account. */
export const createSecretStore = (ssm: SSMClient, path: string): SecretStore => ({
  list: async () => {
    const found: StoredSecret[] = [];
    let next: string | undefined;
    do {
      const page = await ssm.send(new GetParametersByPathCommand({ Path: path, NextToken: next }));
      for (const { Name = '', Version = 0, LastModifiedDate } of page.Parameters ?? []) {
        found.push({ name: Name.slice(path.length + 1), version: Version, changedAt: LastModifiedDate });
      }
      next = page.NextToken;
    } while (next !== undefined);
    return found;
  },
  read: async (name) => {
    const command = new GetParameterCommand({ Name: `${path}/${name}`, WithDecryption: true });
    return (await ssm.send(command).catch(ignoreMissing))?.Parameter?.Value;
  },
  put: async (name, value) => {
    await ssm.send(
      new PutParameterCommand({ Name: `${path}/${name}`, Value: value, Type: 'SecureString', Overwrite: true }),
    );
  },
  remove: async (name) => {
    await ssm.send(new DeleteParameterCommand({ Name: `${path}/${name}` })).catch(ignoreMissing);
  },
});

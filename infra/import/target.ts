import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createFieldCipher, type FieldCipher } from '../../lib/platform/field-cipher.ts';
import { createSecrets } from '../../lib/platform/secrets.ts';
import type { Table } from '../../lib/platform/table.ts';
import { localDefaults, localUrl, portsFrom } from '../local/defaults.ts';

/** Which account's table. */
export interface Target {
  organisation: string;
  /** `local` is the running local stack. */
  stage: string;
  /** Another table than the stage's own. */
  table?: string;
}

type Environment = Record<string, string | undefined>;

const localStack = (env: Environment) => ({
  endpoint: env['AWS_ENDPOINT_URL'] ?? localUrl(portsFrom(Number(env['PORT'] || localDefaults.PORT)).aws),
  region: env['AWS_REGION'] ?? 'cn-north-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** The table and the cipher of an account: the local stack's, or a deployed one by the AWS settings of the environment. */
export const openTarget = async (target: Target, env: Environment): Promise<{ table: Table; cipher: FieldCipher }> => {
  const { organisation, stage } = target;
  const connection = stage === 'local' ? localStack(env) : {};
  const secretsPath = `/bianmin/${organisation}/${stage}`;
  const secrets = createSecrets({ ssm: new SSMClient(connection), path: secretsPath, now: Date.now });
  const cipher = createFieldCipher(await secrets.get('field-encryption-key'));
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...connection, maxAttempts: 8 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { cipher, table: { client, name: target.table ?? `bianmin-${organisation}-${stage}` } };
};

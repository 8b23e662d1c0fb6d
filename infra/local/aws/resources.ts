import { AppError } from '../../../lib/platform/errors.ts';
import type { Manifest } from '../manifest.ts';
import type { AwsEndpoint } from './endpoint.ts';
import { type AwsAnswer, jsonRequest } from './service.ts';

interface TableShape {
  GlobalSecondaryIndexes?: { IndexName: string }[];
}

const parse = (answer: AwsAnswer) => JSON.parse(answer.body.toString('utf8')) as Record<string, unknown>;
const hostOf = (aws: AwsEndpoint) => new URL(aws.url).host;
const indexNames = (shape: TableShape) => (shape.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName).sort();

const refused = (what: unknown, answer: AwsAnswer) =>
  new AppError('resource_failed', 'give-up', `can't create ${String(what)} locally: ${answer.body.toString('utf8')}`);

const dynamodb = (aws: AwsEndpoint, operation: string, input: unknown) =>
  aws.services.dynamodb(jsonRequest(`DynamoDB_20120810.${operation}`, input, hostOf(aws)));

const createTable = async (aws: AwsEndpoint, table: Record<string, unknown>) => {
  const existing = await dynamodb(aws, 'DescribeTable', { TableName: table.TableName });
  if (existing.status !== 200) {
    const created = await dynamodb(aws, 'CreateTable', table);
    if (created.status !== 200) throw refused(table.TableName, created);
    return;
  }
  const { Table } = parse(existing) as { Table: TableShape };
  if (String(indexNames(Table)) === String(indexNames(table))) return;
  throw new AppError(
    'table_outdated',
    'give-up',
    'the table in DATA_DIR has other indexes than the manifest: delete it',
  );
};

const createQueue = async (aws: AwsEndpoint, { name, attributes }: Manifest['queues'][number]) => {
  const input = { QueueName: name, Attributes: attributes };
  const created = await aws.services.sqs(jsonRequest('AmazonSQS.CreateQueue', input, hostOf(aws)));
  if (created.status !== 200) throw refused(name, created);
};

const createBucket = async (aws: AwsEndpoint, name: string) => {
  const headers = { host: hostOf(aws) };
  const created = await aws.services.s3({ method: 'PUT', url: `/${name}`, headers, body: Buffer.alloc(0) });
  if (created.status !== 200) throw refused(name, created);
};

/** Creates the manifest's tables, queues and buckets, as far as they are not there yet. */
export const createResources = async (aws: AwsEndpoint, manifest: Manifest): Promise<void> => {
  // Dead letters first: a queue names them by an address that has to exist.
  const queues = [...manifest.queues].sort(
    (one, other) => Number('RedrivePolicy' in one.attributes) - Number('RedrivePolicy' in other.attributes),
  );
  for (const table of manifest.tables) await createTable(aws, table);
  for (const queue of queues) await createQueue(aws, queue);
  for (const bucket of manifest.buckets) await createBucket(aws, bucket);
};

/** Writes the secrets below `path`, replacing what is there. */
export const putSecrets = async (aws: AwsEndpoint, path: string, secrets: Record<string, string>): Promise<void> => {
  for (const [name, Value] of Object.entries(secrets)) {
    const input = { Name: `${path}/${name}`, Value, Type: 'SecureString', Overwrite: true };
    const written = await aws.services.ssm(jsonRequest('AmazonSSM.PutParameter', input, hostOf(aws)));
    if (written.status !== 200) throw refused(name, written);
  }
};

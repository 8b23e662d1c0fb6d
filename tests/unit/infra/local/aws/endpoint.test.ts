import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DescribeTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createResources, putSecrets } from '../../../../../infra/local/aws/resources.ts';
import { listen } from '../../../../../infra/local/http.ts';
import type { Manifest } from '../../../../../infra/local/manifest.ts';
import { anAwsEndpoint, clientOptions } from './fixtures.ts';

const aManifest: Manifest = {
  functions: [],
  routes: [],
  queueSources: [],
  schedules: [],
  buckets: ['photos'],
  tables: [
    {
      TableName: 'people',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    },
  ],
  queues: [
    {
      name: 'jobs',
      attributes: {
        VisibilityTimeout: '180',
        RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:cn-north-1:000000000000:jobs-dead","maxReceiveCount":5}',
      },
    },
    { name: 'jobs-dead', attributes: { MessageRetentionPeriod: '1209600' } },
  ],
};

const anItem = { TableName: 'people', Item: { pk: { S: '电' }, n: { N: '1' } } };
const jobs = (url: string) => `${url}/000000000000/jobs`;

describe('the AWS stand-in', () => {
  it('creates the tables, queues and buckets of a manifest, and finds them again', async () => {
    const { aws } = await anAwsEndpoint();
    await createResources(aws, aManifest);
    await createResources(aws, aManifest);

    const table = await new DynamoDBClient(clientOptions(aws)).send(new DescribeTableCommand({ TableName: 'people' }));
    expect(table.Table?.TableStatus).toBe('ACTIVE');
    const queue = await new SQSClient(clientOptions(aws)).send(
      new GetQueueAttributesCommand({ QueueUrl: jobs(aws.url), AttributeNames: ['All'] }),
    );
    expect(queue.Attributes).toMatchObject(aManifest.queues[0]?.attributes ?? {});
    expect((await fetch(`${aws.url}/photos`)).status).toBe(200);
  });

  it('refuses a kept table whose indexes are not those of the manifest', async () => {
    const { aws } = await anAwsEndpoint();
    await createResources(aws, aManifest);
    const changed = aManifest.tables.map((table) => ({ ...table, GlobalSecondaryIndexes: [{ IndexName: 'gsi1' }] }));
    await expect(createResources(aws, { ...aManifest, tables: changed })).rejects.toMatchObject({
      code: 'table_outdated',
    });
  });

  it('stores and reads items, and counts calls with the units they consumed', async () => {
    const { aws } = await anAwsEndpoint();
    await createResources(aws, aManifest);
    const client = new DynamoDBClient(clientOptions(aws));
    await client.send(new PutItemCommand(anItem));
    const read = await client.send(new GetItemCommand({ TableName: 'people', Key: { pk: { S: '电' } } }));
    expect(read.Item).toEqual(anItem.Item);

    const calls = (await (await fetch(`${aws.url}/control/aws-calls`)).json()) as unknown[];
    expect(calls).toMatchObject([
      { service: 'dynamodb', operation: 'PutItem', consumed: 1 },
      { service: 'dynamodb', operation: 'GetItem', consumed: 0.5 },
    ]);
    await fetch(`${aws.url}/control/aws-calls`, { method: 'DELETE' });
    expect(await (await fetch(`${aws.url}/control/aws-calls`)).json()).toEqual([]);
  });

  it('takes messages by the queue address that the manifest resolves to', async () => {
    const { aws } = await anAwsEndpoint();
    await createResources(aws, aManifest);
    const sent = await new SQSClient(clientOptions(aws)).send(
      new SendMessageCommand({ QueueUrl: jobs(aws.url), MessageBody: '电' }),
    );
    expect(sent.MessageId).toBeTruthy();
  });

  it('keeps secrets in a file of its owner, pages through them, and decrypts only when asked', async () => {
    const { aws, dataDir } = await anAwsEndpoint();
    const secrets = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s${index + 10}`, `v${index + 10}`]));
    await putSecrets(aws, '/bianmin/power/local', secrets);
    const ssm = new SSMClient(clientOptions(aws));

    const first = await ssm.send(
      new GetParametersByPathCommand({ Path: '/bianmin/power/local', WithDecryption: true }),
    );
    const NextToken = first.NextToken;
    const second = await ssm.send(
      new GetParametersByPathCommand({ Path: '/bianmin/power/local', WithDecryption: true, NextToken }),
    );
    const all = [...(first.Parameters ?? []), ...(second.Parameters ?? [])];
    expect(Object.fromEntries(all.map(({ Name, Value }) => [Name?.split('/').at(-1), Value]))).toEqual(secrets);
    expect(second.NextToken).toBeUndefined();

    const encrypted = await ssm.send(new GetParameterCommand({ Name: '/bianmin/power/local/s10' }));
    expect(encrypted.Parameter?.Value).not.toBe('v10');
    const file = path.join(dataDir, 'parameters.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('v10');
  });

  it('overwrites a parameter only when told to, and names the one that is missing', async () => {
    const { aws } = await anAwsEndpoint();
    const ssm = new SSMClient(clientOptions(aws));
    const put = { Name: '/a/b', Value: '1', Type: 'String' as const };
    await ssm.send(new PutParameterCommand(put));
    await expect(ssm.send(new PutParameterCommand(put))).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    await ssm.send(new PutParameterCommand({ ...put, Value: '2', Overwrite: true }));
    expect((await ssm.send(new GetParameterCommand({ Name: '/a/b' }))).Parameter).toMatchObject({
      Value: '2',
      Version: 2,
    });
    await expect(ssm.send(new GetParameterCommand({ Name: '/a/c' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  it('passes invocations on, and says so when the account is not running', async () => {
    const { aws, ports } = await anAwsEndpoint();
    const lambda = new LambdaClient(clientOptions(aws));
    const command = () => new InvokeCommand({ FunctionName: 'bianmin-power-local-on-message', Payload: '{"a":1}' });
    await expect(lambda.send(command())).rejects.toMatchObject({ name: 'ServiceException' });

    const host = await listen(ports.invoke, (request, response) => void request.pipe(response));
    expect((await lambda.send(command())).Payload?.transformToString()).toBe('{"a":1}');
    expect(aws.calls.list().at(-1)).toMatchObject({ service: 'lambda', operation: 'Invoke', function: 'on-message' });
    host.close();
    host.closeAllConnections();
  });

  it('plays the faults it is told, each as often as ordered', async () => {
    const { aws, faults } = await anAwsEndpoint();
    await createResources(aws, aManifest);
    const client = new DynamoDBClient(clientOptions(aws));
    const lambda = new LambdaClient(clientOptions(aws));
    const invoke = () => lambda.send(new InvokeCommand({ FunctionName: 'bianmin-power-local-on-message' }));

    faults.add({ path: '/aws/dynamodb/PutItem', errcode: 1, times: 1 });
    await expect(client.send(new PutItemCommand(anItem))).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
    });
    await client.send(new PutItemCommand(anItem));

    faults.add({ path: '/aws/lambda/on-message', errmsg: 'throws', times: 1 });
    expect((await invoke()).FunctionError).toBe('Unhandled');
    faults.add({ path: '/aws/lambda/on-message', errcode: 1, times: 1 });
    await expect(invoke()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    faults.add({ path: '/aws/sqs/*', httpStatus: 500, times: 1 });
    const send = new SendMessageCommand({ QueueUrl: jobs(aws.url), MessageBody: 'x' });
    await expect(new SQSClient(clientOptions(aws)).send(send)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('keeps the table when it is closed and opened again', async () => {
    const { aws, dataDir, ports, faults, clock } = await anAwsEndpoint();
    await createResources(aws, aManifest);
    await new DynamoDBClient(clientOptions(aws)).send(new PutItemCommand(anItem));
    await aws.close();

    const { startAwsEndpoint } = await import('../../../../../infra/local/aws/endpoint.ts');
    const options = { port: ports.aws, invokePort: ports.invoke, dataDir, manifest: { functions: [] }, faults, clock };
    const again = await startAwsEndpoint(options);
    const client = new DynamoDBClient(clientOptions(again));
    const read = await client.send(new GetItemCommand({ TableName: 'people', Key: { pk: { S: '电' } } }));
    await again.close();
    expect(read.Item).toEqual(anItem.Item);
  });
});

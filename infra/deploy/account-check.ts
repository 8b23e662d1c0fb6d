import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  ScanCommand,
  UpdateTableCommand,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { secretKinds, secretNames } from '../secrets/names.ts';
import { createSecretStore } from '../secrets/store.ts';
import type { DeployFacts } from './facts.ts';

const secretFaults = async ({ secretsPath, organisation, stage }: DeployFacts): Promise<string[]> => {
  const there = new Set((await createSecretStore(new SSMClient(), secretsPath).list()).map(({ name }) => name));
  return secretNames
    .filter((name) => secretKinds[name].needed && !there.has(name))
    .map((name) => {
      const command = secretKinds[name].generate === undefined ? 'set' : 'generate';
      return `The secret ${name} is missing: npm run secrets -- ${command} ${name} --organisation ${organisation} --stage ${stage}`;
    });
};

/** Status of the stack, undefined when there is none. */
export const stackStatus = async (name: string, region: string): Promise<string | undefined> => {
  try {
    const { Stacks } = await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0]?.StackStatus;
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
};

/** The table if it exists, with the stack that made it and whether it holds anything. */
const describeTable = async (dynamodb: DynamoDBClient, name: string) => {
  try {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    const { Tags = [] } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn ?? '' }));
    const { Count = 0 } = await dynamodb.send(new ScanCommand({ TableName: name, Limit: 1 }));
    const owner = Tags.find(({ Key }) => Key === 'bianmin:owner')?.Value;
    return { owner, isEmpty: Count === 0, isProtected: Table?.DeletionProtectionEnabled === true };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const deleteTable = async (dynamodb: DynamoDBClient, name: string, isProtected: boolean): Promise<void> => {
  if (isProtected) {
    await dynamodb.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }));
  }
  await dynamodb.send(new DeleteTableCommand({ TableName: name }));
  await waitUntilTableNotExists({ client: dynamodb, maxWaitTime: 120 }, { TableName: name });
};

/** Stacks in these states never came to be, so that their table is not theirs any more. */
const neverWas = new Set([undefined, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_COMPLETE', 'REVIEW_IN_PROGRESS']);

/**
 * A table without its stack is left over from a removed or half-failed deployment. An empty one is in nobody's way and deleted here,
 * so that the deployment can be repeated; one with data is never touched.
 */
const tableFaults = async ({ table, name, region }: DeployFacts, say: (line: string) => void): Promise<string[]> => {
  const dynamodb = new DynamoDBClient();
  const found = await describeTable(dynamodb, table);
  if (found === undefined) return [];
  if (found.owner !== name) {
    return [
      `The table ${table} belongs to ${found.owner ?? 'something else'}: choose another, --param="table=${name}-2"`,
    ];
  }
  if (!neverWas.has(await stackStatus(name, region))) return [];
  if (found.isEmpty) {
    await deleteTable(dynamodb, table, found.isProtected);
    say(`Deleted the empty table ${table}, left over from an earlier deployment.`);
    return [];
  }
  return [
    `The table ${table} is left from an earlier deployment and holds data. Keep it, deploy with --param="table=${table}-2", ` +
      `then copy: npm run restore -- --from ${table} --to ${table}-2`,
  ];
};

/** Everything in the AWS account that stands in the way of a deployment; empty when nothing does. */
export const findAccountFaults = async (facts: DeployFacts, say: (line: string) => void): Promise<string[]> => {
  const secrets = await secretFaults(facts);
  return secrets.length > 0 ? secrets : tableFaults(facts, say);
};

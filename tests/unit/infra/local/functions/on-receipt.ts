import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

const count = (body: string) =>
  client.send(
    new UpdateItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: body }, sk: { S: 'seen' } },
      UpdateExpression: 'ADD times :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );

/** Counts each message; those that say `bad` fail. */
export const handler = async ({ Records }: SQSEvent) => {
  for (const { body } of Records) await count(body);
  const bad = Records.filter(({ body }) => body.startsWith('bad'));
  return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

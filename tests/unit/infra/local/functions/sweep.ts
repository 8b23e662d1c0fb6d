import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** Writes down when it was called. */
export const handler = (event: { time: string }) =>
  client.send(
    new PutItemCommand({
      TableName: process.env.TABLE_NAME,
      Item: { pk: { S: 'sweep' }, sk: { S: event.time }, now: { N: String(Date.now()) } },
    }),
  );

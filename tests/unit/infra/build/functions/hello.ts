import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { organisation } from '#organisation';

const client = new DynamoDBClient({ region: 'cn-north-1' });

export const handler = async () => ({
  name: organisation.profile.name,
  accessKeyId: (await client.config.credentials()).accessKeyId,
});

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createFieldCipher } from '../../lib/platform/field-cipher.ts';
import { importDemoData } from '../demo-data/import.ts';
import type { AwsEndpoint } from './aws/endpoint.ts';
import type { LocalSettings } from './defaults.ts';
import { addDemoStaff } from './demo-staff.ts';
import type { Manifest } from './manifest.ts';

/** Fills the local table with the organisation's demo data, so that queries have something to show; on a later day, up to that day. */
export const importDemo = async (
  aws: AwsEndpoint,
  settings: LocalSettings,
  { tables }: Pick<Manifest, 'tables'>,
  now: number,
): Promise<void> => {
  const name = tables[0]?.TableName;
  if (typeof name !== 'string') return;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: aws.url, region: 'us-east-1', credentials }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  try {
    const cipher = createFieldCipher(settings.FIELD_ENCRYPTION_KEY);
    await addDemoStaff({ client, name }, now);
    await importDemoData({ client, name }, settings.ORGANISATION, cipher, { now });
  } finally {
    client.destroy();
  }
};

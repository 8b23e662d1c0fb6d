import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one table, with its document client. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/**
 * The table `name`. A call gets a second to answer, and three tries: a reply has 4.5 s in all,
 * and a follower is better served by a plain sentence than by a wait that ends in WeChat's own notice.
 */
export const openTable = (name: string): Table => ({
  client: DynamoDBDocumentClient.from(
    new DynamoDBClient({
      maxAttempts: 3,
      // Without `throwOnRequestTimeout` the SDK only writes a warning and goes on waiting.
      requestHandler: { connectionTimeout: 1000, requestTimeout: 1000, throwOnRequestTimeout: true },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  ),
  name,
});

/** Runs a conditional write: true when it was written, false when its condition did not hold. Everything else is thrown. */
export const written = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Epoch seconds for the attribute `expiresAt`, by which DynamoDB deletes items, late by up to days; readers compare the time themselves. */
export const expiry = (atMs: number): number => Math.ceil(atMs / 1000);

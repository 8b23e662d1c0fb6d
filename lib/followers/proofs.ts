import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../platform/field-cipher.ts';
import { followerPartition, keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type ProvedTier, type Tier, tierReaches } from './follower.ts';
import type { Followers } from './store.ts';

/** What was proved about a follower, how and when. The ID number itself is never kept. */
export interface Proof {
  /** `phone`, `name`, or `binding:<kind>`. */
  what: string;
  tier: ProvedTier;
  /** Such as `sms-code`, `id-card-verification`, `cas`, `oidc`. */
  method: string;
  /** Epoch milliseconds. */
  at: number;
}

/** A proof, and what is kept encrypted or hashed beside it. */
export interface NewProof extends Proof {
  phone?: string;
  idNumber?: string;
}

/** Proofs of followers, the newest of each kind, and the tier that follows from them. */
export interface Proofs {
  /** Stores the proof and raises the tier; false, with nothing stored, when the follower has gone or was erased. */
  record(openid: string, proof: NewProof): Promise<boolean>;
  list(openid: string): Promise<Proof[]>;
  /** The phone that the follower proved, for codes to it. */
  phoneOf(openid: string): Promise<string | undefined>;
  /** Takes a proof back; the tier becomes what the others prove. */
  withdraw(openid: string, what: string): Promise<void>;
}

const context = 'proved phone';

type ProofItem = Proof & { sealedPhone?: string };

const tierOf = (proofs: readonly Proof[]): Tier =>
  proofs.reduce<Tier>((highest, { tier }) => (tierReaches(highest, tier) ? highest : tier), 'visitor');

/** The proofs in the table, in the follower's own partition. */
export const createProofs = (
  table: Table,
  openCipher: () => Promise<FieldCipher>,
  followers: Pick<Followers, 'raiseTier' | 'setTier'>,
): Proofs => {
  const items = async (openid: string): Promise<ProofItem[]> => {
    const query = new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': keys.proof(openid, '').sk },
      ConsistentRead: true,
    });
    return ((await table.client.send(query)).Items ?? []) as unknown as ProofItem[];
  };

  return {
    record: async (openid, { phone, idNumber, ...proof }) => {
      if (!(await followers.raiseTier(openid, proof.tier))) return false;
      const cipher = await openCipher();
      const item = {
        ...keys.proof(openid, proof.what),
        ...proof,
        ...(phone === undefined ? {} : { sealedPhone: cipher.encrypt(phone, context) }),
        ...(idNumber === undefined ? {} : { idNumberHash: cipher.hash(idNumber, 'id number') }),
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
      return true;
    },
    list: async (openid) => (await items(openid)).map(({ what, tier, method, at }) => ({ what, tier, method, at })),
    phoneOf: async (openid) => {
      const sealed = (await items(openid)).find(({ sealedPhone }) => sealedPhone !== undefined)?.sealedPhone;
      return sealed === undefined ? undefined : (await openCipher()).decrypt(sealed, context);
    },
    withdraw: async (openid, what) => {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: keys.proof(openid, what) }));
      await followers.setTier(openid, tierOf(await items(openid)));
    },
  };
};

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { followingPartition, index, shardOf } from '../../../../lib/platform/keys.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const erasure = createErasure(table);
const second = 1000;
const day = 86_400_000;

const isListed = async (openid: string): Promise<boolean> => {
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: index.name,
    KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk = :openid',
    ExpressionAttributeValues: { ':partition': followingPartition(shardOf(openid)), ':openid': openid },
  });
  return ((await table.client.send(query)).Items ?? []).length === 1;
};

describe('the list of who follows', () => {
  it('has who follows, however often they do', async () => {
    await followers.follow('oA', now, undefined);
    await followers.follow('oA', now, undefined);
    await followers.follow('oA', now + second, undefined);
    expect(await isListed('oA')).toBe(true);
  });

  it('loses who leaves, also while their erasure is put off, and has them again when they come back', async () => {
    await followers.follow('oB', now, undefined);
    for (let time = 0; time < 2; time += 1) await followers.unfollow('oB', now + second, now + day);
    expect(await isListed('oB')).toBe(false);
    await followers.follow('oB', now + 2 * second, undefined);
    expect(await isListed('oB')).toBe(true);
  });

  it('keeps who has come back before the news that they left', async () => {
    await followers.follow('oC', now, undefined);
    await followers.follow('oC', now + 2 * second, undefined);
    await followers.unfollow('oC', now + second, now + day);
    expect(await isListed('oC')).toBe(true);
  });

  it('does not take back who has left by news of their earlier coming', async () => {
    await followers.follow('oD', now, undefined);
    await followers.unfollow('oD', now + second, now + day);
    await followers.follow('oD', now, undefined);
    expect(await isListed('oD')).toBe(false);
  });

  it('loses who is erased, and does not get them back by news of their earlier coming', async () => {
    await followers.follow('oE', now, undefined);
    await erasure.erase('oE', now + second);
    await followers.follow('oE', now, undefined);
    expect(await isListed('oE')).toBe(false);
  });
});

import { type QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoPerson } from '../../../../infra/demo-data/people.ts';
import { createEmbeddedBackend } from '../../../../lib/backend/embedded.ts';
import { useTable } from '../../../support/table.ts';
import { aCipher, aSmallCountry, putRows } from './systems.ts';

const table = useTable();
const everything = async () =>
  JSON.stringify((await table.client.send(new ScanCommand({ TableName: table.name }))).Items);

describe('imported data in the table', () => {
  beforeAll(() => putRows(table, aSmallCountry(['power', 'housing-fund', 'bank'])), 60_000);

  it('holds no name, phone, ID number, card number or password that can be read', async () => {
    const stored = await everything();
    const { name, phone, idNumber } = demoPerson(0);
    for (const secret of [
      name,
      phone,
      idNumber,
      '6210000001',
      '6299990000000000012',
      '滨江名苑',
      'user1@example.com',
    ]) {
      expect(stored).not.toContain(secret);
    }
    expect(stored).toContain('2026-08');
  });

  it('is found after a change of keys, and after it was imported again under the new one', async () => {
    const rotated = createEmbeddedBackend(table, aCipher('k2', 'k1'));
    const months = async () =>
      (await rotated.records('electricity-bill', '6210000001', { limit: 2 })).map(({ month }) => month);
    expect(await months()).toEqual(['2026-08', '2026-07']);
    await putRows(table, aSmallCountry(['power']), aCipher('k2', 'k1'));
    expect(await months()).toEqual(['2026-08', '2026-07']);
    const claims = { accountNumber: '6210000001', holderName: '李明', phone: '19900000001' };
    expect(await rotated.match('electricity-account', claims)).toMatchObject({ subject: '6210000001' });
    expect(await createEmbeddedBackend(table, aCipher('k3')).match('electricity-account', claims)).toBeUndefined();
  });

  it('makes changes that come at once one after the other, each of them once', async () => {
    const backend = createEmbeddedBackend(table, aCipher());
    const phones = Array.from({ length: 4 }, (_, at) => `1390000001${at}`);
    await Promise.all(phones.map((phone) => backend.change('electricity-account', '6210000004', { phone }, phone)));
    const [account] = await backend.records('electricity-account', '6210000004');
    expect(phones).toContain(account?.phone);
    for (const phone of phones)
      expect(await backend.change('electricity-account', '6210000004', { phone }, phone)).toEqual({ kind: 'changed' });
    const [after] = await backend.records('electricity-account', '6210000004');
    expect(after?.phone).toBe(account?.phone);
  });

  it('answers a query of 24 bills with at most 4 read units', async () => {
    const units: number[] = [];
    const counting = {
      name: table.name,
      client: {
        send: async (command: QueryCommand) => {
          Object.assign(command.input, { ReturnConsumedCapacity: 'TOTAL' });
          const answer = await table.client.send(command);
          units.push(answer.ConsumedCapacity?.CapacityUnits ?? 0);
          return answer;
        },
      } as unknown as typeof table.client,
    };
    await createEmbeddedBackend(counting, aCipher()).records('electricity-bill', '6210000001', { limit: 24 });
    expect(units).toHaveLength(1);
    expect(units[0]).toBeLessThanOrEqual(4);
  });

  it('says that it is not available when the table fails', async () => {
    const broken = { name: 'no-such-table', client: table.client };
    await expect(createEmbeddedBackend(broken, aCipher()).records('room', 'x')).rejects.toMatchObject({
      code: 'backend_unavailable',
      kind: 'retry',
    });
  });
});

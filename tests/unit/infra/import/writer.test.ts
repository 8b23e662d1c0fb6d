import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { importDemoData } from '../../../../infra/demo-data/import.ts';
import { demoCredentials } from '../../../../infra/demo-data/sets.ts';
import { writeItems } from '../../../../infra/import/writer.ts';
import { createEmbeddedBackend } from '../../../../lib/backend/embedded.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { useTable } from '../../../support/table.ts';
import { aCipher } from '../../lib/backend/systems.ts';

const table = useTable();

describe('writing', () => {
  it('sends again what the table puts off, until all of it is written', async () => {
    const written = new Set<string>();
    let calls = 0;
    const busy = {
      send: async ({ input }: BatchWriteCommand) => {
        calls += 1;
        const requests = input.RequestItems?.['t'] ?? [];
        for (const { PutRequest } of requests.slice(0, 10)) written.add(String(PutRequest?.Item?.['sk']));
        return { UnprocessedItems: requests.length > 10 ? { t: requests.slice(10) } : {} };
      },
    };
    const items = Array.from({ length: 60 }, (_, at) => ({ pk: 'p', sk: String(at) }));
    await writeItems({ client: busy as unknown as Table['client'], name: 't' }, items);
    expect(written.size).toBe(60);
    expect(calls).toBe(3 + 3 + 1);
  });
});

describe('the demo data of the local stack', () => {
  const now = Date.parse('2026-09-15T10:00:00+08:00');
  const phone = async (backend: ReturnType<typeof createEmbeddedBackend>) =>
    (await backend.records('electricity-account', '6210000001'))[0]?.phone;

  it('is there after the first start, and what a follower changed of it stays on the days after', async () => {
    const cipher = aCipher();
    const backend = createEmbeddedBackend(table, cipher);
    await importDemoData(table, 'power', cipher, { now });
    const [credentials] = demoCredentials('power');
    expect(await backend.match('electricity-account', credentials?.claims ?? {})).toMatchObject({
      subject: '6210000001',
    });
    await backend.change('electricity-account', '6210000001', { phone: '13900000001' }, 'key');
    await importDemoData(table, 'power', cipher, { now: now + 31 * 86_400_000 });
    expect(await phone(backend)).toBe('13900000001');
    expect(await backend.records('electricity-bill', '6210000001', { limit: 1 })).toMatchObject([{ month: '2026-09' }]);
  });

  it('is nothing for an organisation that has none', async () => {
    await importDemoData(table, 'water', aCipher(), { now });
  });
});

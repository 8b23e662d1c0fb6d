import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldNotes, kindNote } from '../../../../infra/backend-example/field-notes.ts';
import { buildContract, contractFile, contractText } from '../../../../infra/backend-example/openapi.ts';
import { signRequest } from '../../../../lib/backend/http/signature.ts';
import { type RecordKind, recordKinds } from '../../../../lib/backend/kinds.ts';

describe('the contract for the organisation’s systems', () => {
  it('is as the schemas say: else run npm run backend-contract', () => {
    expect(readFileSync(contractFile, 'utf8')).toBe(contractText());
  });

  it('explains every kind, and money, rates and units where they stand', () => {
    for (const kind of Object.keys(recordKinds) as RecordKind[]) {
      expect(kindNote(kind), kind).not.toBe('');
      const unclear = Object.keys(recordKinds[kind].schema.shape).filter((field) =>
        /(Fen|Ppm|Kwh|reading|used)$/.test(field),
      );
      for (const field of unclear) expect(fieldNotes(kind)[field], `${kind}.${field}`).toMatch(/fen|million|kWh|unit/);
    }
  });

  it('has a query for every kind of record', () => {
    const { paths } = buildContract();
    for (const kind of Object.keys(recordKinds)) expect(paths).toHaveProperty([`/v1/records/${kind}/query`]);
  });
});

describe('the worked example of a signature in the documentation', () => {
  it('is right', () => {
    const page = readFileSync(new URL('../../../../infra/docs/organisation-systems.md', import.meta.url), 'utf8');
    const signature = signRequest('example-secret', {
      method: 'POST',
      path: '/v1/records/electricity-bill/query',
      timestamp: 1_790_000_000,
      nonce: '0123456789abcdef',
      body: '{"subject":"6210000001","limit":1}',
    });
    expect(page).toContain(`| \`X-Bianmin-Signature\` | \`${signature}\` |`);
  });
});

import { describe, expect, it } from 'vitest';
import { csvLines } from '../../../../infra/demo-data/csv.ts';
import { demoKinds, demoRows } from '../../../../infra/demo-data/sets.ts';
import { importFile } from '../../../../infra/import/import-file.ts';
import { createProgress } from '../../../../infra/import/progress.ts';
import { createEmbeddedBackend } from '../../../../lib/backend/embedded.ts';
import { takeRow } from '../../../../lib/backend/rows.ts';
import { useTable } from '../../../support/table.ts';
import { aCipher, today } from '../../lib/backend/systems.ts';
import { useFolder } from './files.ts';

const table = useTable();
const folder = useFolder();

describe('the demo data as CSV files', () => {
  it.each(['power', 'housing-fund', 'bank', 'police', 'campus'])(
    'of %s is imported without a loss',
    async (organisation) => {
      const cipher = aCipher();
      const backend = createEmbeddedBackend(table, cipher);
      for (const kind of demoKinds(organisation)) {
        const rows = [...demoRows(organisation, kind, { size: 2, today })];
        const file = await folder.write(`${kind}.csv`, [...csvLines(kind, rows)].join(''));
        const outcome = await importFile({ kind, file, table, cipher, now: () => 0 });
        expect(outcome, kind).toMatchObject({ kind: 'imported', rows: rows.length });
        const [first] = rows;
        const { record, subjects } = takeRow(kind, first ?? {});
        const answered = await backend.records(kind, subjects[0] ?? '', { oldestFirst: true });
        expect(answered, kind).toContainEqual(record);
      }
    },
  );
});

describe('the progress bar', () => {
  const drawn = (isTTY: boolean) => {
    const texts: string[] = [];
    const show = createProgress({ isTTY, write: (text: string) => texts.push(text) > 0 });
    show('checking', 50, 200, 1000);
    show('checking', 60, 200, 1200);
    show('checking', 200, 200, 4000);
    return texts;
  };

  it('is drawn on a terminal, not more often than the eye needs', () => {
    expect(drawn(true)).toEqual([
      expect.stringMatching(/^\rChecking \[#{8}\.{22}\] {2}25 % {2}1,000 rows$/),
      expect.stringMatching(/100 % {2}4,000 rows\n$/),
    ]);
  });

  it('is not written into a file', () => {
    expect(drawn(false)).toEqual([]);
  });
});

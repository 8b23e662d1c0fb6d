import type { Values } from '../../lib/backend/definition.ts';
import { isRecordKind, type RecordKind } from '../../lib/backend/kinds.ts';
import type { DemoArea } from './areas/demo-areas.ts';
import { bank } from './bank.ts';
import { campus } from './campus.ts';
import type { DemoCredentials, DemoOptions, DemoSet } from './demo-data.ts';
import { housingFund } from './housing-fund.ts';
import { police } from './police.ts';
import { power } from './power.ts';

/** Demo data by the organisation's folder. A copied folder gets its own entry here, or none. */
const sets: Record<string, DemoSet> = { power, 'housing-fund': housingFund, bank, police, campus };

/** The kinds of record that an organisation's demo data has. */
export const demoKinds = (organisation: string): RecordKind[] =>
  Object.keys(sets[organisation]?.kinds ?? {}).filter(isRecordKind);

/** Rows of one kind; none where the organisation has no such data. */
export const demoRows = (organisation: string, kind: RecordKind, options: DemoOptions): Iterable<Values> =>
  sets[organisation]?.kinds[kind]?.(options) ?? [];

/** The area tree; none where the organisation has no such data. */
export const demoAreas = (organisation: string, options: DemoOptions): DemoArea[] =>
  sets[organisation]?.areas?.(options) ?? [];

/** What binds the known subjects of the demo data; pages show it in demo mode only. */
export const demoCredentials = (organisation: string): readonly DemoCredentials[] =>
  sets[organisation]?.credentials ?? [];

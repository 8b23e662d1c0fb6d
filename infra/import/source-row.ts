import type { Values } from '../../lib/backend/definition.ts';
import type { Fault } from './fault.ts';

/** A row as it stands in the file, or what keeps it from being one. */
export type SourceRow = { line: number; values: Values } | { line: number; fault: Fault };

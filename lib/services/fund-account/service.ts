import type { Backend } from '../../backend/port.ts';
import { maskName } from '../../platform/masking.ts';
import type { AccountAnswer } from './model.ts';

/** The account as its holder sees it. */
export const accountOf = async (backend: Backend, subject: string): Promise<AccountAnswer> => {
  const [record] = await backend.records('fund-account', subject, { limit: 1 });
  if (record === undefined) return { kind: 'closed' };
  const { idNumber, phone, holderName, ...rest } = record;
  return { kind: 'found', account: { ...rest, holderName: maskName(holderName) } };
};

import type { EntryShown } from './model.ts';

/** The kinds of entry, as people say them. */
export const kindWords: Record<EntryShown['kind'], string> = {
  deposit: '汇缴',
  makeup: '补缴',
  withdrawal: '提取',
  interest: '结息',
};

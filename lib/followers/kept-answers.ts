import { type Table, written } from '../platform/table.ts';
import type { KeptAnswer } from './follower.ts';
import { isStored, updateFollower } from './item.ts';

/** Answers that could not be sent when they were ready, kept on the follower's item so that the next message brings them along. */
export interface KeptAnswers {
  keep(openid: string, answer: KeptAnswer): Promise<void>;
  /** Takes away the answers that were shown; does nothing if another message took them first. */
  drop(openid: string, shown: KeptAnswer[]): Promise<void>;
}

/** More than a follower can have open, since each message shows what was kept. */
const mostKept = 5;

/** The kept answers in the table. */
export const createKeptAnswers = (table: Table): KeptAnswers => ({
  keep: async (openid, answer) => {
    const appended = await written(
      updateFollower(table, openid, {
        set: 'keptAnswers = list_append(if_not_exists(keptAnswers, :none), :answers)',
        condition: `${isStored} AND (attribute_not_exists(keptAnswers) OR size(keptAnswers) < :most)`,
        values: { ':none': [], ':answers': [answer], ':most': mostKept },
      }),
    );
    if (appended) return;
    await written(
      updateFollower(table, openid, {
        set: 'keptAnswers[0] = :answer',
        condition: `${isStored} AND attribute_exists(keptAnswers)`,
        values: { ':answer': answer },
      }),
    );
  },
  drop: async (openid, shown) => {
    const first = shown[0];
    if (first === undefined) return;
    await written(
      updateFollower(table, openid, {
        remove: shown.map((_, position) => `keptAnswers[${position}]`).join(', '),
        condition: `${isStored} AND keptAnswers[0].id = :first`,
        values: { ':first': first.id },
      }),
    );
  },
});

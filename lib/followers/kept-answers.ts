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
export const createKeptAnswers = (table: Table): KeptAnswers => {
  const append = (openid: string, answer: KeptAnswer) =>
    written(
      updateFollower(table, openid, {
        set: 'keptAnswers = list_append(if_not_exists(keptAnswers, :none), :answers)',
        condition: `${isStored} AND (attribute_not_exists(keptAnswers) OR size(keptAnswers) < :most)`,
        values: { ':none': [], ':answers': [answer], ':most': mostKept },
      }),
    );
  /** Whether an answer had to give way: false when there is room, or no follower. */
  const makeRoom = (openid: string) =>
    written(
      updateFollower(table, openid, {
        remove: 'keptAnswers[0]',
        condition: `${isStored} AND size(keptAnswers) >= :most`,
        values: { ':most': mostKept },
      }),
    );
  const dropFirst = (openid: string, shown: KeptAnswer[]) =>
    written(
      updateFollower(table, openid, {
        // From the last on, so that engines which remove one after the other mean the same positions.
        remove: shown.map((_, position) => `keptAnswers[${shown.length - 1 - position}]`).join(', '),
        condition: `${isStored} AND keptAnswers[0].id = :first`,
        values: { ':first': shown[0]?.id },
      }),
    );
  return {
    keep: async (openid, answer) => {
      while (!(await append(openid, answer))) {
        if (!(await makeRoom(openid))) return;
      }
    },
    drop: async (openid, shown) => {
      // The oldest may have given way since they were shown.
      for (let rest = shown; rest.length > 0; rest = rest.slice(1)) if (await dropFirst(openid, rest)) return;
    },
  };
};

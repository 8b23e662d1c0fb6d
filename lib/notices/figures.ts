import type { Notice } from './model.ts';
import type { Figures } from './port.ts';
import type { Counts } from './tallies.ts';

const tried = ['a', 'd', 'b', 'f', 'n', 'r', 'o', 'c', 'q', 'u', 'x'];

/** A notice's figures from what its segments count, and how many have confirmed that they read it. */
export const figuresOf = (notice: Notice, counts: Counts, read: number): Figures => {
  const of = (name: string): number => counts[name] ?? 0;
  const { people = 0, accounts = 0, optedOut = 0 } = notice;
  return {
    people,
    accounts,
    optedOut,
    waiting: Math.max(0, people - tried.reduce((sum, name) => sum + of(name), 0)),
    accepted: of('a') + of('d') + of('b') + of('f'),
    delivered: of('d'),
    blocked: of('b'),
    failed: of('f'),
    notFollowing: of('n'),
    refused: of('r'),
    declined: of('o') + of('c'),
    quiet: of('q'),
    unknown: of('u'),
    rejected: of('x'),
    smsSent: of('sms:s'),
    smsFailed: of('sms:e'),
    smsNone: of('sms:-'),
    read,
  };
};

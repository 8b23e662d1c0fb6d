import type { FollowersOutcome } from './import-followers.ts';

/** What a report is made of. */
export interface Reported extends FollowersOutcome {
  dryRun: boolean;
  elapsedMs: number;
  /** People on our list for notices to everyone; absent where they were not counted. */
  listed?: number;
}

const number = (value: number): string => value.toLocaleString('en');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const row = (what: string, count: number, remark = ''): string =>
  `  ${what.padEnd(14)} ${number(count).padStart(12)}${remark && `  ${remark}`}`;

/** On our list, though WeChat no longer names them; about, since people come and go while pages are read. */
const departed = ({ listed, tally: { total, gone, failed } }: Reported): number =>
  listed === undefined ? 0 : Math.max(0, listed - (total - gone - failed));

/** The lines in which an import of followers says what it did. */
export const reportLines = (reported: Reported): string[] => {
  const { tally, written, resumed, dryRun, elapsedMs } = reported;
  const pace = Math.round((written * 1000) / Math.max(elapsedMs, 1));
  const gone = departed(reported);
  return [
    `WeChat names ${number(tally.total)} followers; ${number(tally.pages)} pages were read${resumed ? ', some of them by a run before' : ''}.`,
    row('new', tally.new, dryRun ? 'would be written' : 'three write units each'),
    row('put on list', tally.listed, 'known, but notices to everyone would have missed them'),
    row('known already', tally.known, 'unchanged; also whom a run wrote that broke off'),
    row('left or erased', tally.gone, 'in the table; left as they are'),
    row('failed', tally.failed, tally.failed === 0 ? '' : 'WeChat named them by something that is no openid'),
    ...(gone === 0 ? [] : [`About ${number(gone)} more are on our list whom WeChat does not name; left as they are.`]),
    dryRun
      ? `Nothing was written (dry run, ${seconds(elapsedMs)}).`
      : `${number(written)} people written in ${seconds(elapsedMs)}, ${number(pace)} a second.`,
  ];
};

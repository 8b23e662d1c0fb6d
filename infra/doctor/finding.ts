/** One thing that the doctor looked at. What is wrong has a remedy: what to do, in words that can be followed. */
export type Finding = { state: 'ok'; what: string } | { state: 'wrong' | 'note'; what: string; remedy: string };

export const ok = (what: string): Finding => ({ state: 'ok', what });
export const wrong = (what: string, remedy: string): Finding => ({ state: 'wrong', what, remedy });
export const note = (what: string, remedy: string): Finding => ({ state: 'note', what, remedy });

/** A finding as lines for people. */
export const shown = (finding: Finding): string =>
  finding.state === 'ok'
    ? `ok     ${finding.what}`
    : `${finding.state.padEnd(6)} ${finding.what}\n       → ${finding.remedy}`;

import { describe, expect, it } from 'vitest';
import { createLog, type LogLevel } from '../../../../lib/platform/log.ts';
import { countEvents } from '../../../../lib/platform/metrics.ts';

const at = Date.UTC(2026, 10, 21, 2);

const linesOf = (level: LogLevel) => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const log = createLog({ level, now: () => at, write, count: countEvents('bianmin-power-prod') });
  return { lines, log };
};

describe('a counted event', () => {
  it('is one line: a log with its fields, and a metric in the Embedded Metric Format', () => {
    const { lines, log } = linesOf('info');
    log.with({ requestId: 'r1' }).warn('reply_late');
    expect(lines).toEqual([
      {
        time: new Date(at).toISOString(),
        level: 'warn',
        event: 'reply_late',
        requestId: 'r1',
        _aws: {
          Timestamp: at,
          CloudWatchMetrics: [
            { Namespace: 'bianmin', Dimensions: [['Table']], Metrics: [{ Name: 'LateReplies', Unit: 'Count' }] },
          ],
        },
        Table: 'bianmin-power-prod',
        LateReplies: 1,
      },
    ]);
  });

  it('is written at every level, lest a quiet log silence an alarm', () => {
    const { lines, log } = linesOf('error');
    log.warn('reply_late');
    log.warn('account_unknown');
    expect(lines.map(({ event }) => event)).toEqual(['reply_late']);
  });

  it('is none that bears the name of an object’s own members', () => {
    const { lines, log } = linesOf('info');
    log.info('constructor');
    expect(lines[0]).not.toHaveProperty('_aws');
  });
});

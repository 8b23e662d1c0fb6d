import { describe, expect, it } from 'vitest';
import { createPlanning } from '../../../../../lib/notices/audience/planning.ts';
import { aClock } from '../../../../support/clock.ts';
import { aLog } from '../../../../support/log.ts';

const clock = aClock();
const aRecord = (messageId: string, job: unknown) => ({ messageId, body: JSON.stringify(job) });

describe('jobs of the plan queue', () => {
  it('are done until 15 seconds before the time limit; only those that fail come again', async () => {
    const { log, events } = aLog();
    const done: [string, number][] = [];
    const plan = createPlanning(
      async ({ noticeId }, until) => {
        if (noticeId === 'n2') throw new Error('throttled');
        done.push([noticeId, until - clock()]);
      },
      { now: clock, log },
    );
    const records = ['n1', 'n2', 'n3'].map((noticeId) => aRecord(noticeId, { do: 'plan', noticeId, shard: 0 }));
    const result = await plan([...records, aRecord('n4', { do: 'fold', noticeId: 'n4' })], () => 120_000);
    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['n2', 'n4']);
    expect(done).toEqual([
      ['n1', 105_000],
      ['n3', 105_000],
    ]);
    expect(events()).toEqual(['push_job_failed', 'push_job_failed']);
  });
});

import { describe, expect, it } from 'vitest';
import { createJobs } from '../../../../lib/notices/jobs.ts';
import { aLog } from '../../../support/log.ts';

const aRecord = (messageId: string, job: unknown) => ({ messageId, body: JSON.stringify(job) });

describe('jobs of a queue', () => {
  it('are done with what is left of the time; only those that fail, or do not belong there, come again', async () => {
    const { log, events } = aLog();
    const done: [string, number][] = [];
    const plan = createJobs(
      {
        plan: async ({ noticeId }, remainingMs) => {
          if (noticeId === 'n2') throw new Error('throttled');
          done.push([noticeId, remainingMs()]);
        },
      },
      log,
    );
    const records = ['n1', 'n2', 'n3'].map((noticeId) => aRecord(noticeId, { do: 'plan', noticeId, shard: 0 }));
    const result = await plan([...records, aRecord('n4', { do: 'fold', noticeId: 'n4' })], () => 120_000);
    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['n2', 'n4']);
    expect(done).toEqual([
      ['n1', 120_000],
      ['n3', 120_000],
    ]);
    expect(events()).toEqual(['push_job_failed', 'push_job_failed']);
  });

  it('that are no JSON come again, and end among the dead letters', async () => {
    const { log } = aLog();
    const result = await createJobs({}, log)([{ messageId: 'm1', body: '{' }], () => 1000);
    expect(result.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
  });
});

import { expect, it } from 'vitest';
import { recipientsOf } from '../../../../../lib/notices/audience/earlier.ts';
import type { NoticeState } from '../../../../../lib/notices/model.ts';
import { useTable } from '../../../../support/table.ts';
import { aPush } from '../engine.ts';

const table = useTable();

it.each<[NoticeState, number]>([
  ['sending', 0],
  ['stopped', 0],
  ['sent', 5],
])('those not reached by a notice that is %s: %i on a page whose turn has not come', async (state, expected) => {
  const { notice, store, segments, readings } = await aPush(table, 20);
  const next = recipientsOf(
    { notices: store, segments, readings },
    { ...notice, state },
    { of: 'notice', noticeId: notice.id, which: 'not-reached' },
    { shard: 0 },
  );
  expect((await next())?.length ?? 0).toBe(expected);
});

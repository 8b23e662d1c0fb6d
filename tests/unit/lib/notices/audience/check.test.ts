import { describe, expect, it } from 'vitest';
import { checkAudience } from '../../../../../lib/notices/audience/check.ts';
import type { Audience } from '../../../../../lib/notices/model.ts';
import { AppError } from '../../../../../lib/platform/errors.ts';

const areas = {
  coverEverything: async (ids: readonly string[]) => {
    if (ids.includes('nowhere')) throw new AppError('unknown_area', 'reject', 'no such area: nowhere');
    return ids.includes('province');
  },
};
const check = (audience: unknown) => checkAudience(areas, audience as Audience);

describe('an audience', () => {
  it.each([
    { of: 'areas', areaIds: ['nanhu'] },
    { of: 'areas', areaIds: ['nanhu'], bindingKinds: ['room'] },
    { of: 'areas', areaIds: ['nanhu'], followed: true },
    { of: 'group', groupId: 'officers' },
    { of: 'notice', noticeId: 'n1', which: 'unread' },
    { of: 'people', openids: ['oA'] },
    { of: 'people', openids: ['oA'], held: { kind: 'bank-card', ids: { oA: 'b1' } } },
    { of: 'everyone' },
  ])('in order passes: %o', async (audience) => {
    expect(await check(audience)).toEqual([]);
  });

  it('of areas that are all there is waits for a person', async () => {
    expect(await check({ of: 'areas', areaIds: ['province'] })).toMatchObject([{ code: 'covers_everything' }]);
  });

  it('with an area that is not there is refused', async () => {
    await expect(check({ of: 'areas', areaIds: ['nowhere'] })).rejects.toMatchObject({ code: 'unknown_area' });
  });

  it.each([
    {},
    { of: 'all' },
    { of: 'areas' },
    { of: 'areas', areaIds: [] },
    { of: 'areas', areaIds: [''] },
    { of: 'areas', areaIds: ['nanhu', undefined] },
    { of: 'areas', areaIds: ['nanhu'], bindingKinds: [] },
    { of: 'areas', areaIds: ['nanhu'], followed: 'yes' },
    { of: 'group' },
    { of: 'group', groupId: '' },
    { of: 'notice', which: 'all' },
    { of: 'notice', noticeId: 'n1' },
    { of: 'people' },
    { of: 'people', openids: [] },
    { of: 'people', openids: ['oA'], held: { kind: 'bank-card' } },
    { of: 'people', openids: ['oA'], held: { kind: 'bank-card', ids: { oB: 'b1' } } },
    { of: 'people', openids: Array.from({ length: 97 }, (_, at) => `o${at}`) },
  ])('that lost a part is refused, never widened: %o', async (audience) => {
    await expect(check(audience)).rejects.toMatchObject({ code: 'bad_audience', kind: 'reject' });
  });
});

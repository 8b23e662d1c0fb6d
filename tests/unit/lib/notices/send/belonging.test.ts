import { describe, expect, it } from 'vitest';
import { keys } from '../../../../../lib/platform/keys.ts';
import { putItem, useTable } from '../../../../support/table.ts';
import { aNotice, anEngine, followersIn } from '../engine.ts';

const table = useTable();
const groupId = 'officers-1';
const inState = (openid: string, state: string) => putItem(table, { ...keys.groupMember(groupId, openid), state });

/** A notice whose audience was frozen, to a group out of which somebody went since; two segments. */
const aFrozenNotice = async (changes: Parameters<typeof aNotice>[0]) => {
  const engine = anEngine(table);
  const openids = await followersIn(table, 4);
  const [stays = '', removed = '', leaves = '', asksAgain = ''] = openids;
  await inState(stays, 'member');
  await inState(removed, 'rejected');
  await inState(asksAgain, 'requested');
  const notice = await engine.freeze(aNotice(changes), [openids, []]);
  return { engine, notice, stays, gone: [removed, leaves, asksAgain] };
};

describe('a notice to a group that was frozen before somebody went', () => {
  it('goes to present members only, and counts the others as declined', async () => {
    const { engine, notice, stays, gone } = await aFrozenNotice({ audience: { of: 'group', groupId } });
    await engine.work();
    expect(engine.channel.calls.map(({ openid }) => openid)).toEqual([stays]);
    expect(await engine.codes(notice.id)).toEqual({
      [stays]: 'a',
      ...Object.fromEntries(gone.map((openid) => [openid, 'o'])),
    });
    expect(await engine.notices.figures(notice.id)).toMatchObject({ accepted: 1, declined: 3, waiting: 0 });
  });

  it('keeps to that when it goes again to its recipients', async () => {
    const first = await aFrozenNotice({ audience: { of: 'group', groupId } });
    const audience = { of: 'notice', noticeId: first.notice.id, which: 'all' } as const;
    const { engine, stays } = await aFrozenNotice({ audience });
    await engine.work();
    expect(engine.channel.calls.map(({ openid }) => openid)).toEqual([stays]);
  });

  it('says nothing of notices to others', async () => {
    const { engine } = await aFrozenNotice({ audience: { of: 'everyone' } });
    await engine.work();
    expect(engine.channel.calls).toHaveLength(4);
  });
});

describe('a notice to the holders of something', () => {
  it('goes to who still has bound it when it goes', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 2);
    const [keeps = '', unbinds = ''] = openids;
    await putItem(table, { ...keys.binding(keeps, 'bank-card', 'b1'), openid: keeps });
    const held = { kind: 'bank-card', ids: { [keeps]: 'b1', [unbinds]: 'b1' } };
    const notice = await engine.freeze(aNotice({ shards: 1, audience: { of: 'people', openids, held } }), [openids]);
    await engine.work();
    expect(await engine.codes(notice.id)).toEqual({ [keeps]: 'a', [unbinds]: 'o' });
  });
});

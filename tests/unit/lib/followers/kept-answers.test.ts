import { describe, expect, it } from 'vitest';
import type { KeptAnswer } from '../../../../lib/followers/follower.ts';
import { createKeptAnswers } from '../../../../lib/followers/kept-answers.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const { keep, drop } = createKeptAnswers(table);
let count = 0;
const anAnswer = (id: string): KeptAnswer => ({ id, question: '电费', content: `第${id}个答复`, at: now });

const aKnownOpenid = async () => {
  const openid = `oFollower${count++}`;
  await followers.touch(openid, 'message', now);
  return openid;
};
const keepAll = async (openid: string, ...ids: string[]) => {
  for (const id of ids) await keep(openid, anAnswer(id));
};
const kept = async (openid: string) => (await followers.get(openid)).keptAnswers.map(({ id }) => id);

describe('kept answers', () => {
  it('are kept whole and in order', async () => {
    const openid = await aKnownOpenid();
    await keepAll(openid, '1', '2', '3');
    expect((await followers.get(openid)).keptAnswers).toEqual(['1', '2', '3'].map(anAnswer));
  });

  it('are not kept for someone of whom nothing is stored', async () => {
    await keep('oNobody', anAnswer('1'));
    expect(await itemsOfFollower(table, 'oNobody')).toEqual([]);
  });

  it('are five at most: the oldest gives way', async () => {
    const openid = await aKnownOpenid();
    await keepAll(openid, '1', '2', '3', '4', '5', '6', '7');
    expect(await kept(openid)).toEqual(['3', '4', '5', '6', '7']);
  });

  it('are five at most, however many come at once', async () => {
    const openid = await aKnownOpenid();
    await Promise.all(Array.from({ length: 12 }, (_, id) => keep(openid, anAnswer(String(id)))));
    expect(await kept(openid)).toHaveLength(5);
  });
});

describe('dropping', () => {
  it('takes away what was shown and nothing that came since', async () => {
    const openid = await aKnownOpenid();
    await keepAll(openid, '1', '2', '3');
    const shown = (await followers.get(openid)).keptAnswers;
    await keepAll(openid, '4');
    await drop(openid, shown);
    expect(await kept(openid)).toEqual(['4']);
  });

  it('takes away the first ones alone when the others were not shown', async () => {
    const openid = await aKnownOpenid();
    await keepAll(openid, '1', '2', '3');
    await drop(openid, [anAnswer('1'), anAnswer('2')]);
    expect(await kept(openid)).toEqual(['3']);
  });

  it('does nothing the second time', async () => {
    const openid = await aKnownOpenid();
    await keepAll(openid, '1', '2');
    await drop(openid, [anAnswer('1')]);
    await drop(openid, [anAnswer('1')]);
    await drop(openid, []);
    expect(await kept(openid)).toEqual(['2']);
  });

  it('by two messages at once takes away once', async () => {
    const openid = await aKnownOpenid();
    await keepAll(openid, '1', '2', '3', '4');
    const shown = ['1', '2'].map(anAnswer);
    await Promise.all([drop(openid, shown), drop(openid, shown)]);
    expect(await kept(openid)).toEqual(['3', '4']);
  });
});

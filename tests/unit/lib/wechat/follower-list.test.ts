import { describe, expect, it } from 'vitest';
import { readFollowerPage } from '../../../../lib/wechat/follower-list.ts';
import { aWeChatApi } from './a-wechat-api.ts';

const answering = (answer: unknown) => aWeChatApi(() => answer);

describe('a page of the list of followers', () => {
  it('is asked for from the beginning, and after the last of the page before', async () => {
    const { api, calls } = answering({ total: 3, count: 2, data: { openid: ['oA', 'oB'] }, next_openid: 'oB' });
    expect(await readFollowerPage(api)).toEqual({ total: 3, openids: ['oA', 'oB'], next: 'oB' });
    await readFollowerPage(api, 'oX');
    expect(calls.map(({ path, given }) => [path, given])).toEqual([
      ['/cgi-bin/user/get', {}],
      ['/cgi-bin/user/get', { next_openid: 'oX' }],
    ]);
  });

  it.each([
    ['has nobody', { total: 2, count: 0, next_openid: '' }],
    ['names no next', { total: 2, count: 1, data: { openid: ['oA'] }, next_openid: '' }],
    ['lacks a next', { total: 2, count: 1, data: { openid: ['oA'] } }],
    ['names as next what it was asked by', { total: 2, count: 1, data: { openid: ['oA'] }, next_openid: 'oB' }],
  ])('is the last when it %s', async (_name, answer) => {
    expect(await readFollowerPage(answering(answer).api, 'oB')).not.toHaveProperty('next');
  });

  it('may name nobody in the middle, as WeChat’s own example does', async () => {
    const { api } = answering({ total: 2, count: 2, data: { openid: ['', 'oA', 'oB'] }, next_openid: 'oB' });
    expect((await readFollowerPage(api)).openids).toEqual(['oA', 'oB']);
  });

  it.each([
    ['openids that are numbers', { total: 1, data: { openid: [7] } }],
    ['no list', { total: 1, data: { openid: 'oA' } }],
    ['no total', { data: { openid: ['oA'] } }],
  ])('with %s is no page', async (_name, answer) => {
    await expect(readFollowerPage(answering(answer).api)).rejects.toMatchObject({ failure: 'bad-body' });
  });
});

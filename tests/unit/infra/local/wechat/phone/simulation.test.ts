import { describe, expect, it } from 'vitest';
import type { ChatMessage, PhoneFollower, WireEntry } from '../../../../../../infra/local/wechat/contract.ts';
import {
  advance,
  emptySimulation,
  type Happening,
  wireLimit,
} from '../../../../../../infra/local/wechat/phone/page/simulation.ts';

const aFollower: PhoneFollower = { openid: 'o1', nickname: '小临', following: true, tags: [] };
const aMessage = (id: string, at: number, from: ChatMessage['from'] = 'account'): ChatMessage => ({
  id,
  at,
  from,
  via: 'passive',
  content: { type: 'text', text: id },
});
const anEntry = (id: string, at: number): WireEntry => ({
  id,
  at,
  direction: 'to-account',
  method: 'POST',
  path: '/wechat',
});
const stateAfter = (...happenings: Happening[]) => happenings.reduce(advance, emptySimulation);
const idsOf = (list: { id: string }[] | undefined) => list?.map(({ id }) => id);

describe('what the page knows', () => {
  it('shows a message once, whether it came by event, by fetching, or both', () => {
    const { chats } = stateAfter(
      { kind: 'chat', openid: 'o1', message: aMessage('b', 2) },
      { kind: 'chat', openid: 'o1', message: aMessage('b', 2) },
      { kind: 'chat-loaded', openid: 'o1', messages: [aMessage('a', 1), aMessage('b', 2)] },
      { kind: 'chat', openid: 'o1', message: aMessage('c', 3) },
    );
    expect(idsOf(chats['o1'])).toEqual(['a', 'b', 'c']);
  });

  it('keeps what arrived while the chat was being fetched', () => {
    const { chats } = stateAfter(
      { kind: 'chat', openid: 'o1', message: aMessage('new', 5) },
      { kind: 'chat-loaded', openid: 'o1', messages: [aMessage('old', 1)] },
    );
    expect(idsOf(chats['o1'])).toEqual(['old', 'new']);
  });

  it('counts unread messages of the account until they are seen', () => {
    const two = stateAfter(
      { kind: 'chat', openid: 'o1', message: aMessage('a', 1) },
      { kind: 'chat', openid: 'o1', message: aMessage('b', 2, 'follower') },
      { kind: 'chat', openid: 'o1', message: aMessage('c', 3) },
    );
    expect(two.unread['o1']).toBe(2);
    expect(advance(two, { kind: 'seen', openid: 'o1' }).unread['o1']).toBe(0);
  });

  it('stops typing when the answer comes', () => {
    const typing = stateAfter({ kind: 'typing', openid: 'o1', typing: true });
    expect(typing.typing['o1']).toBe(true);
    expect(advance(typing, { kind: 'chat', openid: 'o1', message: aMessage('a', 1) }).typing['o1']).toBe(false);
  });

  it('replaces a follower who changed, and has that menu fetched again', () => {
    const { followers, changes } = stateAfter(
      { kind: 'follower', follower: aFollower },
      { kind: 'follower', follower: { ...aFollower, tags: [2] } },
    );
    expect(followers).toEqual([{ ...aFollower, tags: [2] }]);
    expect(changes).toEqual({ o1: 2 });
  });

  it('replaces a wire entry that was completed, and forgets the oldest', () => {
    const many = Array.from({ length: wireLimit }, (_, index) => anEntry(`w${index}`, index));
    const { wire } = stateAfter(
      { kind: 'wire-loaded', entries: many },
      { kind: 'wire', entry: { ...anEntry('w5', 5), status: 200 } },
      { kind: 'wire', entry: anEntry('latest', 999) },
    );
    expect(wire).toHaveLength(wireLimit);
    expect(wire[0]?.id).toBe('w1');
    expect(wire.find(({ id }) => id === 'w5')?.status).toBe(200);
  });
});

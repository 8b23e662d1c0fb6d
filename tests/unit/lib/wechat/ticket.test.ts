import { describe, expect, it } from 'vitest';
import { createMemoryTokenStore } from '../../../../infra/cases/memory-token-store.ts';
import { createTicketSource } from '../../../../lib/wechat/ticket.ts';
import { aWeChatApi } from './a-wechat-api.ts';
import { createSilentLog } from './silent-log.ts';

const aTicketSource = (answer: unknown) => {
  const { api, calls } = aWeChatApi(() => answer);
  const store = createMemoryTokenStore(Date.now);
  const sleep = async () => {};
  return {
    calls,
    tickets: createTicketSource(api, { store, now: Date.now, sleep, random: Math.random, log: createSilentLog() }),
  };
};

describe('a ticket source', () => {
  it('asks for one JS-SDK ticket and keeps it', async () => {
    const { tickets, calls } = aTicketSource({ errcode: 0, errmsg: 'ok', ticket: 'T', expires_in: 7200 });
    expect([await tickets.get(), await tickets.get()]).toEqual(['T', 'T']);
    expect(calls).toEqual([{ path: '/cgi-bin/ticket/getticket', given: { type: 'jsapi' }, options: undefined }]);
  });

  it('never takes a missing ticket for one', async () => {
    await expect(aTicketSource({ errcode: 0 }).tickets.get()).rejects.toMatchObject({ failure: 'bad-body' });
  });
});

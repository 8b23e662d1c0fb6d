import { describe, expect, it } from 'vitest';
import { createRequests, type Requests } from '../../../../../lib/doors/open/requests.ts';
import { keys } from '../../../../../lib/platform/keys.ts';
import { aCard, aHolder } from '../../../../support/announcements.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOf, useTable } from '../../../../support/table.ts';
import { codeIn, faultsIn, openDoorWorld, secrets } from './world.ts';

const bank = await anOrganisation('bank');
const table = useTable();
let made = 0;
const aKey = () => {
  made += 1;
  return `key-${String(made).padStart(8, '0')}`;
};

const aPayment = {
  about: 'money',
  account: aCard,
  change: '消费',
  amountFen: 8800,
  balanceFen: 99_900,
  at: '2026-05-16T09:59:30+08:00',
};
const open = (changes = {}) => {
  const world = openDoorWorld(table, bank, changes);
  world.bind('bank-card', aCard, aHolder);
  return world;
};

describe('a request under an idempotency key', () => {
  it('gets the same answer again, and does nothing more', async () => {
    const { post, drafted } = open();
    const key = aKey();
    const [first, again] = [
      await post('/account-changes', aPayment, key),
      await post('/account-changes', aPayment, key),
    ];
    expect([first.status, first.isReplay, again.status, again.isReplay]).toEqual([202, false, 202, true]);
    expect(again.body).toEqual(first.body);
    expect(drafted()).toHaveLength(1);
  });

  it('is refused when the key stood for another request, by another path or body; another caller’s key is its own', async () => {
    const { post, clientOf } = open();
    const key = aKey();
    await post('/account-changes', aPayment, key);
    const other = await post('/account-changes', { ...aPayment, amountFen: 1 }, key);
    expect([other.status, codeIn(other)]).toEqual([409, 'idempotency_key_reused']);
    const slow = clientOf('slow', secrets.slow);
    const theirs = { method: 'POST', path: '/account-changes', body: { ...aPayment, amountFen: 1 } } as const;
    expect((await slow.request({ ...theirs, idempotencyKey: key })).status).toBe(202);
  });

  it('twice at once makes one notice and one answer', async () => {
    const { post, drafted } = open();
    const key = aKey();
    const both = await Promise.all([post('/account-changes', aPayment, key), post('/account-changes', aPayment, key)]);
    expect(both.map(({ status }) => status)).toEqual([202, 202]);
    expect(both[0]?.body).toEqual(both[1]?.body);
    expect(drafted()).toHaveLength(1);
  });

  it('that died before its answer was kept is carried on', async () => {
    const requests = createRequests(table);
    let dies = true;
    const dying: Requests = {
      ...requests,
      finish: async (...given) => {
        if (!dies) return requests.finish(...given);
        dies = false;
        throw new Error('the process died');
      },
    };
    const { post, drafted } = open({ requests: dying });
    const key = aKey();
    expect((await post('/account-changes', aPayment, key)).status).toBe(503);
    expect(await post('/account-changes', aPayment, key)).toMatchObject({ status: 202, isReplay: false });
    expect(drafted()).toHaveLength(1);
  });

  it('that was refused may be put right under the same key', async () => {
    const { post } = open();
    const key = aKey();
    const refused = await post('/account-changes', { ...aPayment, at: '2026-05-17T09:59:30+08:00' }, key);
    expect([refused.status, faultsIn(refused)]).toEqual([422, ['at in_future']]);
    expect((await post('/account-changes', aPayment, key)).status).toBe(202);
  });

  it('is new after seven days', async () => {
    const { post, now } = open();
    const key = aKey();
    await post('/account-changes', aPayment, key);
    now.advance(8 * 86_400_000);
    expect((await post('/account-changes', { ...aPayment, amountFen: 2 }, key)).status).toBe(202);
  });

  it('keeps neither the card nor anything it could be guessed by', async () => {
    const { post } = open();
    const key = aKey();
    await post('/account-changes', aPayment, key);
    const [item] = await itemsOf(table, keys.request('core', key).pk);
    expect(JSON.stringify(item)).not.toContain(aCard);
    expect(item).toMatchObject({ digest: expect.stringMatching(/^[\w-]{32}$/), answer: { status: 202 } });
  });

  it.each([
    [undefined, 'idempotency_key_missing'],
    ['short', 'bad_idempotency_key'],
    ['k'.repeat(129), 'bad_idempotency_key'],
  ])('is refused for the key %s', async (idempotencyKey, code) => {
    const { core, drafted } = open();
    const request = { method: 'POST', path: '/account-changes', body: aPayment } as const;
    const answer = await core.request(idempotencyKey === undefined ? request : { ...request, idempotencyKey });
    expect([answer.status, codeIn(answer), drafted()]).toEqual([400, code, []]);
  });
});

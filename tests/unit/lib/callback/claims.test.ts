import { describe, expect, it } from 'vitest';
import { createClaims } from '../../../../lib/callback/claims.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { textReply } from '../../../../lib/wechat/reply.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const claims = createClaims(table);
const minute = 60_000;
let count = 0;
const anIdentity = () => `message-${count++}`;
const reply = textReply('电费 86.20 元');

describe('a claim', () => {
  it('goes to one of fifty deliveries at once', async () => {
    const identity = anIdentity();
    const won = await Promise.all(Array.from({ length: 50 }, () => claims.claim(identity, now)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('is nobody’s before the first delivery', async () => {
    expect(await claims.read(anIdentity())).toBeUndefined();
  });

  it('keeps the reply for a repeated delivery', async () => {
    const identity = anIdentity();
    await claims.claim(identity, now);
    expect(await claims.answer(identity, reply)).toBe(true);
    expect(await claims.claim(identity, now + 4800)).toBe(false);
    expect(await claims.read(identity)).toMatchObject({ state: 'answered', reply });
  });

  it('keeps every kind of reply as it is', async () => {
    const identity = anIdentity();
    await claims.claim(identity, now);
    const music = { type: 'music', title: '', description: '', musicUrl: 'u', hqMusicUrl: 'h' } as const;
    await claims.answer(identity, music);
    expect(await claims.read(identity)).toMatchObject({ reply: music });
  });

  it('that was never made can be neither answered nor given up', async () => {
    expect([await claims.answer(anIdentity(), reply), await claims.giveUp(anIdentity())]).toEqual([false, false]);
  });

  it('stays with who made it when the answer of the table got lost and the client tries again', async () => {
    const send = async (command: never) => {
      await table.client.send(command);
      return table.client.send(command);
    };
    const client = Object.assign(Object.create(table.client), { send }) as Table['client'];
    expect(await createClaims({ client, name: table.name }).claim(anIdentity(), now)).toBe(true);
  });

  it('of another event is another one', async () => {
    expect([await claims.claim('1|oA|1', now), await claims.claim('1|oB|1', now)]).toEqual([true, true]);
  });
});

describe('answer and giving up', () => {
  it('exclude each other, whichever comes first', async () => {
    const [answered, late] = [anIdentity(), anIdentity()];
    for (const identity of [answered, late]) await claims.claim(identity, now);
    expect([await claims.answer(answered, reply), await claims.giveUp(answered)]).toEqual([true, false]);
    expect([await claims.giveUp(late), await claims.answer(late, reply)]).toEqual([true, false]);
    expect(await claims.read(late)).not.toHaveProperty('reply');
  });

  const race = async (round: number): Promise<string> => {
    const identity = anIdentity();
    await claims.claim(identity, now);
    const [answering, giving] = [() => claims.answer(identity, reply), () => claims.giveUp(identity)];
    const both = round % 2 === 0 ? [answering(), giving()] : [giving(), answering()];
    expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
    return (await claims.read(identity))?.state ?? 'none';
  };

  it('exclude each other in 200 races', { timeout: 30_000 }, async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 200; round += 20) {
      const races = Array.from({ length: 20 }, (_, position) => race(round + position));
      for (const outcome of await Promise.all(races)) outcomes.add(outcome);
    }
    expect([...outcomes].sort()).toEqual(['answered', 'late']);
  });
});

describe('a claim whose owner died', () => {
  it('is taken over after 4.8 seconds, by one', async () => {
    const identity = anIdentity();
    await claims.claim(identity, now);
    expect(await claims.claim(identity, now + 4800)).toBe(false);
    const others = await Promise.all(Array.from({ length: 10 }, () => claims.claim(identity, now + 4801)));
    expect(others.filter(Boolean)).toHaveLength(1);
  });

  it('stays as it is when it was answered or given up', async () => {
    const [answered, late] = [anIdentity(), anIdentity()];
    for (const identity of [answered, late]) await claims.claim(identity, now);
    await claims.answer(answered, reply);
    await claims.giveUp(late);
    expect([await claims.claim(answered, now + minute), await claims.claim(late, now + minute)]).toEqual([
      false,
      false,
    ]);
  });
});

describe('a claim that is past its hour', () => {
  it('is taken anew even while the table has not deleted it', async () => {
    const identity = anIdentity();
    await claims.claim(identity, now);
    await claims.answer(identity, reply);
    expect(await claims.claim(identity, now + 60 * minute)).toBe(false);
    expect(await claims.claim(identity, now + 60 * minute + 1001)).toBe(true);
    expect(await claims.read(identity)).not.toHaveProperty('reply');
  });
});

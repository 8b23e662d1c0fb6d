import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SendOutcome } from '../../../../../lib/notices/channels/channel.ts';
import { useTable } from '../../../../support/table.ts';
import { aNotice, anEngine, followersIn, type Life } from '../engine.ts';

const table = useTable();

const life: fc.Arbitrary<Life> = fc.record({ calls: fc.integer({ min: 1, max: 70 }), lastHasEffect: fc.boolean() });

/** What WeChat answers to a few calls instead of taking the message, or though it took it. */
const fault: fc.Arbitrary<{ at: number; outcome: SendOutcome; effect: boolean }> = fc.record({
  at: fc.integer({ min: 1, max: 90 }),
  outcome: fc.constantFrom<SendOutcome[]>({ kind: 'unknown' }, { kind: 'too-fast' }),
  effect: fc.boolean(),
});

/** A push whose processes die one after the other, each in the middle of something, while WeChat is in a bad mood. */
const survive = async (lives: Life[], faults: { at: number; outcome: SendOutcome; effect: boolean }[]) => {
  const engine = anEngine(table);
  const openids = await followersIn(table, 30);
  const people = [openids.slice(0, 20), openids.slice(20)];
  const notice = await engine.freeze(aNotice(), people);
  engine.channel.script = (_, call) => {
    const found = faults.find(({ at }) => at === call);
    return found && { outcome: found.outcome, effect: found.effect && found.outcome.kind === 'unknown' };
  };
  for (const each of lives) {
    const process = engine.openMortal(each);
    await engine.work(process.sender).catch(() => {});
    engine.clock.advance(60_000);
    await process.tick(engine.clock() + 60_000).catch(() => {});
    await engine.tick(engine.clock() + 60_000);
  }
  for (let round = 0; round < 30 && (await engine.notices.get(notice.id))?.state !== 'sent'; round += 1) {
    await engine.work();
    await engine.minute();
  }
  // Its receipts are another matter; the next push has a table of few notices.
  await engine.active.remove(notice.id);
  return { ...engine, notice, openids };
};

it('reaches each person exactly once, loses nobody and counts right, wherever its processes die', async () => {
  const lives = fc.array(life, { minLength: 1, maxLength: 4 });
  const faults = fc.array(fault, { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(lives, faults, async (someLives, someFaults) => {
      const { channel, notice, notices, openids } = await survive(someLives, someFaults);
      expect((await notices.get(notice.id))?.state).toBe('sent');
      expect([...channel.accepted.keys()].sort()).toEqual(openids);
      expect([...channel.accepted.values()].filter((times) => times.length !== 1)).toEqual([]);
      expect(await notices.figures(notice.id)).toMatchObject({ people: 30, accepted: 30, waiting: 0, unknown: 0 });
    }),
    { numRuns: 25 },
  );
}, 180_000);

import { nextBeijingMidnight } from '../../platform/clock.ts';
import type { Gate } from '../gate.ts';
import type { Run } from './run.ts';

/** Room for a run's messages in the day's quota. */
export interface Room {
  /** Those of some people whose messages may go now; when that is not all of them, the run begins no further segment. */
  takeFor(openids: readonly string[]): Promise<TakenRoom>;
}

/** Who may get the message now, and what to do once they were tried. */
export interface TakenRoom {
  going: readonly string[];
  /** Gives back the room of who was not tried: WeChat counts calls, whatever it answers. */
  settle(tried: { has(openid: string): boolean }): Promise<void>;
}

/** Room for one run's messages. */
export const createRoom = (gate: Pick<Gate, 'take' | 'giveBack'>, run: Run, now: () => number): Room => ({
  takeFor: async (openids) => {
    const { channel, lane } = run.notice;
    const at = now();
    const room = await gate.take(channel, lane, openids.length, at);
    if (room < openids.length) run.full = { kind: 'wait', until: nextBeijingMidnight(at), why: 'quota' };
    const going = openids.slice(0, room);
    return {
      going,
      settle: async (tried) => {
        const untried = going.filter((openid) => !tried.has(openid)).length;
        if (untried > 0) await gate.giveBack(channel, untried, at);
      },
    };
  },
});

import type { NoticePreferencesStore, Recipient } from '../../followers/notice-preferences.ts';
import type { Belonging } from '../audience/belonging.ts';
import type { Fact } from '../merge.ts';
import { endOf, isWithin } from '../quiet-hours.ts';
import type { Run } from './run.ts';

/** What telling who gets a message now takes. */
export interface WantingDeps {
  preferences: Pick<NoticePreferencesStore, 'ofMany'>;
  belonging: Belonging;
  now: () => number;
}

/** Who of some people gets the message now, and until when others are quiet. What is known of those who don't get it goes into `facts`. */
export type Wanting = (
  openids: readonly string[],
  capped: ReadonlySet<string>,
  facts: Map<string, Fact>,
) => Promise<{ wants: string[]; wakeTimes: number[] }>;

/** What is known of a recipient before the message goes: they do not get it, or not before `quietUntil`. */
interface Known {
  fact: Fact;
  quietUntil?: number;
}

const overCap: Known = { fact: { code: 'c' } };

/** People wake at many minutes; a shard looks again at each tenth. */
const wakeStepMs = 10 * 60_000;

/** Somebody's quiet hours and the organisation's may leave no hour of the day: after a day nobody is waited for any more. */
const mostQuietMs = 24 * 3_600_000;

const quietEnd = ({ notice: { lane, startedAt } }: Run, { preferences }: Recipient, now: number): number | undefined =>
  lane === 'bulk' &&
  now - (startedAt ?? now) < mostQuietMs &&
  preferences.quiet !== undefined &&
  isWithin(preferences.quiet, now)
    ? Math.ceil(endOf(preferences.quiet, now) / wakeStepMs) * wakeStepMs
    : undefined;

/** Tells it for one run, by what people chose and whom they left since the audience was frozen. */
export const createWanting = ({ preferences, belonging, now }: WantingDeps, run: Run): Wanting => {
  const { notice, template } = run;
  let group: Promise<string | undefined> | undefined;

  /** Who of them left the notice's group, or was taken out of it, after the audience was frozen. */
  const leftGroup = async (openids: readonly string[]): Promise<ReadonlySet<string>> => {
    group ??= belonging.groupOf(notice);
    const groupId = await group;
    if (groupId === undefined) return new Set();
    const members = await belonging.membersAmong(groupId, openids);
    return new Set(openids.filter((openid) => !members.has(openid)));
  };

  /** What is known of somebody without asking WeChat, and until when they are quiet; nothing of who gets the message now. */
  const knownOf = (recipient: Recipient | undefined, hasLeft: boolean): Known | undefined => {
    if (recipient?.following !== true) return { fact: { code: 'n' } };
    const { off } = recipient.preferences;
    const isOff = template.choice !== undefined && off.includes(template.choice);
    if (isOff || hasLeft) return { fact: { code: 'o' } };
    const quietUntil = quietEnd(run, recipient, now());
    return quietUntil === undefined ? undefined : { fact: { code: 'q' }, quietUntil };
  };

  return async (openids, capped, facts) => {
    const [recipients, gone, unbound] = await Promise.all([
      preferences.ofMany(openids),
      leftGroup(openids),
      belonging.unbound(notice, openids),
    ]);
    const known = openids.map((openid) => ({
      openid,
      known:
        knownOf(recipients.get(openid), gone.has(openid) || unbound.has(openid)) ??
        (capped.has(openid) ? overCap : undefined),
    }));
    for (const { openid, known: found } of known) if (found) facts.set(openid, found.fact);
    const wakeTimes = known.flatMap(({ known: found }) => found?.quietUntil ?? []);
    return { wants: known.filter((each) => each.known === undefined).map(({ openid }) => openid), wakeTimes };
  };
};

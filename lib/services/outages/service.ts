import type { NoticeDraft } from '../../notices/model.ts';
import { refuseFaults } from '../../platform/bad-fields.ts';
import { AppError } from '../../platform/errors.ts';
import type { Examined, NewOutage, Outage, OutageChange, OutageNews, OutageOutcome } from './model.ts';
import type { OutagePorts } from './ports.ts';
import { identityOf, readNew, requireAreas, requireSame, rulesOf, touchedBy } from './reading.ts';
import { decide } from './rules.ts';
import { noticesOf, type Telling, type Told, tell, toldOf, wasAnnounced } from './telling.ts';

/** Outages, as the organisation's systems, its staff and schedules announce them. Inputs are checked by their schemas already. */
export interface Outages {
  /** What an announcement would say, and what is doubtful about it; nothing is stored. Throws as `announce` does. */
  examine(input: NewOutage): Promise<Examined>;
  /**
   * Stores the outage and makes its notice. The same `externalId`, or without one the same `key` of the same maker, is the same outage: repeated, it
   * changes nothing and answers the same. `by` is `open:<caller>`, `staff:<name>`, `schedule:<name>`.
   * Throws `BadFields`: `unknown_area`, `too_wide`, `end_before_start`, `already_over`, `too_late`, `unknown_supply`, `id_reused`, and what is wrong
   * with a template's fields (`notice.thing1`); `AppError('no_outages', 'reject')` where the profile has no outages.
   */
  announce(input: NewOutage, by: string, key: string): Promise<OutageOutcome>;
  /**
   * Changes an outage and tells the same people; a notice that has not gone out yet is taken back, and replaced where something is left to say.
   * The same `key` is the same change. Throws `AppError('unknown_outage', 'reject')`, `AppError('outage_busy', 'retry')`; `BadFields`: `over`,
   * `end_before_start`, `already_over`, `already_begun`, `not_later`, `in_the_future`, `before_start`; `unknown_area` where it has to be announced
   * anew and an area has left the tree.
   */
  change(id: string, input: OutageChange, by: string, key: string): Promise<OutageOutcome>;
  get(id: string): Promise<Outage | undefined>;
  /** Outages that begin in a month (`2026-11`), the newest first. */
  list(month: string): Promise<Outage[]>;
}

const tries = 5;
const changesKept = 20;

type How = Omit<Telling, 'news'>;

const howOf = (
  by: string,
  { confirmation, announceAt }: { confirmation?: Told['confirmation'] | undefined; announceAt?: string | undefined },
): How => {
  const usual: NoticeDraft['confirmation'] = by.startsWith('staff:') ? 'by-staff' : 'automatic';
  const when = announceAt === undefined ? {} : { announceAt: Date.parse(announceAt) };
  return { by, confirmation: confirmation ?? usual, ...when };
};

/** Throws `BadFields` when the notice could not go out as it is. */
const checkWords = ({ notices }: OutagePorts, told: Told): void =>
  refuseFaults(notices.faultsOf(told).map((fault) => ({ ...fault, field: `notice.${fault.field}` })));

const toldAs = (ports: OutagePorts, outage: Outage, how: How) => (news: OutageNews) =>
  toldOf(outage, { ...how, news }, ports.organisation.profile, rulesOf(ports), ports.now());

/** Leaves of the notices that the news might have made the one that it made. Another change in between keeps them all, which does no harm. */
const settle = async ({ outages }: OutagePorts, outage: Outage, made: string | undefined): Promise<Outage> => {
  const { version, news } = outage.news;
  const possible = new Set(noticesOf(outage.id, version, news).map(({ id }) => id));
  const notices = outage.notices.filter(({ id }) => !possible.has(id) || id === made);
  if (notices.length === outage.notices.length) return outage;
  const settled = { ...outage, notices };
  await outages.replace(settled, outage.version);
  return settled;
};

/** Makes the notice of what there is to tell. What dies before is told by whoever repeats the request, under the same notice's id. */
const tellNews = async (ports: OutagePorts, outage: Outage, how: How): Promise<OutageOutcome> => {
  const { notices, outages } = ports;
  const notice = await tell(notices, outage, toldAs(ports, outage, how));
  const settled = await settle(ports, outage, notice?.id);
  if (notice === undefined) return { outage: settled, warnings: [] };
  // Another change may have looked for what to take back before this notice was there.
  const latest = await outages.get(outage.id);
  if (latest !== undefined && latest.news.version !== outage.news.version) await notices.cancel(notice.id, how.by);
  const { id: noticeId, warnings, people, accounts } = notice;
  return {
    ...{ outage: settled, noticeId, warnings },
    ...(people === undefined ? {} : { people }),
    ...(accounts === undefined ? {} : { accounts }),
  };
};

const announceOutage = async (
  ports: OutagePorts,
  input: NewOutage,
  by: string,
  key: string,
): Promise<OutageOutcome> => {
  const { outages } = ports;
  const how = howOf(by, input);
  const known = await outages.get(identityOf(input, by, key));
  if (known !== undefined) {
    requireSame(known, input);
    return known.news.version === 1 ? tellNews(ports, known, how) : { outage: known, warnings: [] };
  }
  const outage = await readNew(ports, input, by, key);
  checkWords(ports, toldAs(ports, outage, how)('announced'));
  await outages.place(outage, await touchedBy(ports, outage.areas));
  return (await outages.add(outage)) ? tellNews(ports, outage, how) : announceOutage(ports, input, by, key);
};

/** Stores a changed outage, with what leads to it; false when another change came between. */
const replace = async (ports: OutagePorts, next: Outage, before: Outage): Promise<boolean> => {
  const { outages } = ports;
  if (next.from === before.from && next.to === before.to) return outages.replace(next, before.version);
  const touched = await touchedBy(ports, next.areas);
  await outages.place(next, touched);
  const written = await outages.replace(next, before.version);
  if (written && next.to !== before.to) await outages.displace(before, touched);
  return written;
};

/** The outage with a change made; the notices that it may make are written down with it, so that the next change finds them. */
const changed = (before: Outage, decided: Outage, news: OutageNews | undefined, key: string): Outage => {
  const version = before.version + 1;
  const next = { ...decided, version, changes: [...before.changes, key].slice(-changesKept) };
  if (news === undefined) return next;
  return {
    ...next,
    news: { version, news, key },
    notices: [...before.notices, ...noticesOf(before.id, version, news)],
  };
};

const changeOnce = async (ports: OutagePorts, outage: Outage, input: OutageChange, by: string, key: string) => {
  const how = howOf(by, input);
  if (outage.changes.includes(key)) {
    return outage.news.key === key && outage.news.version > 1 ? tellNews(ports, outage, how) : { outage, warnings: [] };
  }
  const { next: decided, news, faults } = decide(outage, input, ports.now());
  refuseFaults(faults);
  const next = changed(outage, decided, news, key);
  // Before anything is taken back: what could not be announced anew would be lost.
  const isNewsOfAreas = news === 'changed' || news === 'delayed';
  if (isNewsOfAreas && !(await wasAnnounced(ports.notices, outage.notices))) await requireAreas(ports, outage.areas);
  if (news !== undefined) checkWords(ports, toldAs(ports, next, how)(news));
  if (!(await replace(ports, next, outage))) return undefined;
  return news === undefined ? { outage: next, warnings: [] } : tellNews(ports, next, how);
};

/** Outages over the table and the push engine. */
export const createOutages = (ports: OutagePorts): Outages => ({
  get: ports.outages.get,
  list: ports.outages.list,
  announce: (input, by, key) => announceOutage(ports, input, by, key),
  examine: async (input) => {
    const outage = await readNew(ports, input, '', '');
    const told = toldAs(ports, outage, { by: '', confirmation: 'by-staff' })('announced');
    checkWords(ports, told);
    return { areaNames: outage.areaNames, preview: ports.notices.preview(told), warnings: told.warnings ?? [] };
  },
  change: async (id, input, by, key) => {
    for (let round = 0; round < tries; round += 1) {
      const outage = await ports.outages.get(id);
      if (outage === undefined) throw new AppError('unknown_outage', 'reject', 'no outage has this id');
      const outcome = await changeOnce(ports, outage, input, by, key);
      if (outcome !== undefined) return outcome;
    }
    throw new AppError('outage_busy', 'retry', 'the outage is being changed again and again');
  },
});

import type { Notice } from '../../notices/model.ts';
import type { Notices } from '../../notices/port.ts';
import { beijingDay } from '../../platform/clock.ts';
import { describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { OutageRules } from '../../platform/profile/announcements.ts';
import { type Outage, phaseOf } from './model.ts';
import type { OutageStore } from './store.ts';
import { reminderIdOf, toldOf } from './telling.ts';

/** What reminding of outages takes. */
export interface RemindingPorts {
  outages: Pick<OutageStore, 'get' | 'list' | 'replace'>;
  notices: Pick<Notices, 'draft' | 'get' | 'cancel'>;
  organisation: Organisation;
  now: () => number;
  log: Log;
}

const dayMs = 86_400_000;
const by = 'schedule:remind';

/** Whether people are to be told of it again at `now`: it begins tomorrow in Beijing, and its kind is told twice. */
const isDue = (rules: OutageRules, outage: Outage, now: number): boolean =>
  rules.kinds[outage.kind].remindsDayBefore === true &&
  beijingDay(outage.from) === beijingDay(now + dayMs) &&
  phaseOf(outage, now) === 'scheduled';

/** The announcement that reached people, unless they heard of the outage within a day: then once is enough. */
const toRepeat = async ({ notices, now }: RemindingPorts, { notices: made }: Outage): Promise<Notice | undefined> => {
  const heard = made.filter(({ news }) => news !== 'reminded');
  const told = (await Promise.all(heard.map(({ id }) => notices.get(id)))).filter((notice) => notice !== undefined);
  if (told.some(({ startedAt = 0 }) => startedAt > now() - dayMs)) return undefined;
  const announced = new Set(heard.filter(({ news }) => news === 'announced').map(({ id }) => id));
  return told.findLast(({ id, state }) => announced.has(id) && state === 'sent');
};

/** Writes the reminder down with the outage, so that a change takes it back; false when a change came between. */
const noteReminder = async ({ outages }: RemindingPorts, outage: Outage, id: string): Promise<boolean> => {
  if (outage.notices.some((notice) => notice.id === id)) return true;
  const notices = [...outage.notices, { id, news: 'reminded' as const }];
  return outages.replace({ ...outage, notices }, outage.version);
};

const remindOf = async (ports: RemindingPorts, rules: OutageRules, outage: Outage): Promise<boolean> => {
  const { notices, outages, organisation, now } = ports;
  const id = reminderIdOf(outage.id, outage.news.version);
  if ((await notices.get(id)) !== undefined) return false;
  const announced = await toRepeat(ports, outage);
  if (announced === undefined || !(await noteReminder(ports, outage, id))) return false;
  const telling = { news: 'announced', by, confirmation: 'automatic' } as const;
  const { title, ...told } = toldOf(outage, telling, organisation.profile, rules, now());
  const audience = { of: 'notice', noticeId: announced.id, which: 'all' } as const;
  await notices.draft({ ...told, id, audience, title: `提前一天提醒：${title}`, warnings: [] });
  // A change may have looked for what to take back before this notice was there.
  const latest = await outages.get(outage.id);
  if (latest?.news.version !== outage.news.version) await notices.cancel(id, by);
  return true;
};

/** Tells of tomorrow's outages again, to the same people as before. Repeatable, also twice at once; what fails is left to the next run. */
export const remindOfOutages = async (ports: RemindingPorts): Promise<void> => {
  const { organisation, log } = ports;
  const { outages: rules } = organisation.profile;
  if (rules === undefined) return;
  let reminded = 0;
  const month = beijingDay(ports.now() + dayMs).slice(0, 7);
  for (const listed of await ports.outages.list(month)) {
    if (!isDue(rules, listed, ports.now())) continue;
    const { id } = listed;
    try {
      const outage = await ports.outages.get(id);
      if (outage === undefined || !isDue(rules, outage, ports.now())) continue;
      if (await remindOf(ports, rules, outage)) reminded += 1;
    } catch (error) {
      const { code, message } = describeError(error);
      log.warn('outage_reminder_failed', { outage: id, code, reason: message });
    }
  }
  log.info('outages_reminded', { reminded });
};

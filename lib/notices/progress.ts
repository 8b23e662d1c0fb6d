import type { Log } from '../platform/log.ts';
import type { NoticeRules, Template } from '../platform/profile/notices.ts';
import type { ActiveNotices } from './active.ts';
import { missingTemplateId, type TemplateIds } from './channels/template-ids.ts';
import type { DueStore } from './due.ts';
import type { Gate } from './gate.ts';
import type { Notice, NoticeState, Reason } from './model.ts';
import type { ChangeOutcome, PushQueues } from './port.ts';
import { endOf, isWithin } from './quiet-hours.ts';
import type { Shard, ShardStore } from './shards.ts';
import type { NoticeChange, NoticeStore } from './store.ts';

/** What moving notices on needs. */
export interface ProgressDeps {
  store: NoticeStore;
  shards: ShardStore;
  active: ActiveNotices;
  due: Pick<DueStore, 'put'>;
  gate: Pick<Gate, 'state'>;
  queues: Pick<PushQueues, 'send'>;
  rules: Pick<NoticeRules, 'quietHours' | 'holdAbove'>;
  templates: Readonly<Record<string, Template>>;
  templateIds: TemplateIds;
  now: () => number;
  log: Log;
}

/** Moves notices on when a step is done. All of it may be repeated, and done twice at once. */
export interface Progress {
  /** After a shard's audience was frozen: when all are, the notice is ready, held or refused, and goes out by itself if it may. */
  frozen(noticeId: string): Promise<void>;
  /** Lets a notice in one of the states `from` go out, at once or at its hour; `also` is written with it. */
  launch(notice: Notice, by: string, from: readonly NoticeState[], also?: NoticeChange): Promise<ChangeOutcome>;
  /** At its hour. */
  release(noticeId: string): Promise<void>;
  /** Queues what is left to send; when nothing is, the notice is sent. */
  goOn(notice: Notice): Promise<void>;
  /** After a shard was sent: when all are, the notice is. Whether it is. */
  finish(noticeId: string): Promise<boolean>;
}

/** Recipients up to whom each message is awaited by its own item, and nobody needs to look for receipts every minute. */
export const awaitedMost = 8;
/** A receipt may overtake the answer to its message; one look back finds it. */
const lookBackMs = 2 * 60_000;

const total = (shards: readonly Shard[], of: 'people' | 'accounts' | 'optedOut'): number =>
  shards.reduce((sum, shard) => sum + shard[of], 0);

const emptyAudience: Reason = {
  code: 'empty_audience',
  message: '没有可以通知的人：所选范围内没有人绑定，或都关闭了这类通知。请核对范围。',
};

const overtaken: Reason = {
  code: 'overtaken',
  message: '同一件事有了更新的通知，这一条停止发送，没有收到的人会收到新的那一条。请不要继续发送。',
};

/** When a notice may go out, in epoch milliseconds: bulk ones wait for the end of the organisation's quiet hours. */
const goesOutAt = ({ rules, now }: Pick<ProgressDeps, 'rules' | 'now'>, { releaseAt, lane }: Notice): number => {
  const wanted = Math.max(releaseAt ?? 0, now());
  return lane === 'bulk' && isWithin(rules.quietHours, wanted) ? endOf(rules.quietHours, wanted) : wanted;
};

/** Held where the lane has less room on the day that the notice goes out. One to a few people, whom the desk does not list, waits at the gate instead. */
const quotaHolds = async (deps: ProgressDeps, notice: Notice, people: number): Promise<Reason[]> => {
  if (notice.audience.of === 'people') return [];
  const { limit, used, closed } = await deps.gate.state(notice.channel, notice.lane, goesOutAt(deps, notice));
  const left = closed === undefined ? (limit ?? people) - used : 0;
  if (limit === undefined || people <= left) return [];
  const lane = notice.lane === 'bulk' ? '普通通知' : '紧急通知';
  const message = `发出当天，${lane}还能发 ${left} 条，这条要发 ${people} 条。确认后当天先发一部分，其余第二天自动继续。`;
  return [{ code: 'over_quota', message }];
};

const sizeHolds = async (deps: ProgressDeps, notice: Notice, people: number): Promise<Reason[]> => {
  const { holdAbove } = deps.rules;
  const overQuota = await quotaHolds(deps, notice, people);
  if (people <= holdAbove) return overQuota;
  const message = `将通知 ${people} 人，超过 ${holdAbove} 人。请核对范围后确认发送。`;
  return [{ code: 'large_audience', message }, ...overQuota];
};

const holdsOf = async (deps: ProgressDeps, notice: Notice, people: number): Promise<Reason[]> => {
  const template = deps.templates[notice.template];
  const missing = template && missingTemplateId(notice.template, template, deps.templateIds);
  return [...notice.holds, ...(missing ? [missing] : []), ...(await sizeHolds(deps, notice, people))];
};

/** The steps of notices over the stores. */
export const createProgress = (deps: ProgressDeps): Progress => {
  const { store, shards, active, due, queues, now, log } = deps;

  const finish = async (noticeId: string): Promise<boolean> => {
    const [notice, states] = await Promise.all([store.get(noticeId), shards.list(noticeId)]);
    if (notice?.state === 'sent') return true;
    if (notice?.state !== 'sending' || states.filter(({ sent }) => sent).length < notice.shards) return false;
    const at = now();
    const remindAt = notice.mustRead && at + notice.mustRead.remindAfterHours * 3_600_000;
    if (remindAt !== undefined) await due.put(remindAt, `remind#${noticeId}`, { do: 'remind-unread', noticeId });
    const few = notice.shards === 1 && (notice.people ?? 0) <= awaitedMost;
    if (few) await due.put(at + lookBackMs, `fold#${noticeId}`, { do: 'fold', noticeId });
    const outcome = await store.change(noticeId, ['sending'], { state: 'sent', sentAt: at });
    if (outcome.kind === 'changed') log.info('push_sent', { notice: noticeId, people: notice.people });
    if (few) await active.remove(noticeId);
    return true;
  };

  const goOn = async (notice: Notice): Promise<void> => {
    const unsent = (await shards.list(notice.id)).filter(({ sent }) => !sent);
    await Promise.all(unsent.map(({ shard }) => queues.send(notice.lane, notice.id, shard)));
    if (unsent.length === 0) await finish(notice.id);
  };

  /** Before the notice itself: who dies between them does both again. */
  const overtake = async ({ replaces = [] }: Notice): Promise<void> => {
    for (const id of replaces) await store.change(id, ['sending'], { state: 'stopped', reason: overtaken });
  };

  const begin = async (notice: Notice, from: readonly NoticeState[], also: NoticeChange): Promise<ChangeOutcome> => {
    const { id } = notice;
    const at = now();
    await overtake(notice);
    // Before the change: who dies between them leaves something that the watchdog finds.
    await active.add(id, at);
    const outcome = await store.change(id, from, { ...also, state: 'sending', startedAt: at });
    if (outcome.kind !== 'changed') return outcome;
    log.info('push_started', { notice: id, lane: outcome.notice.lane, people: outcome.notice.people });
    await goOn(outcome.notice);
    return outcome;
  };

  const schedule = async (notice: Notice, at: number, from: readonly NoticeState[], also: NoticeChange) => {
    await due.put(at, `release#${notice.id}`, { do: 'release', noticeId: notice.id });
    const outcome = await store.change(notice.id, from, { ...also, state: 'scheduled', releaseAt: at });
    if (outcome.kind === 'changed') await active.remove(notice.id);
    return outcome;
  };

  const launch: Progress['launch'] = (notice, by, from, also = {}) => {
    const at = goesOutAt(deps, notice);
    const confirmed = { ...also, confirmedAt: now(), confirmedBy: by };
    return at > now() ? schedule(notice, at, from, confirmed) : begin(notice, from, confirmed);
  };

  const settle = async (notice: Notice, states: readonly Shard[]): Promise<void> => {
    const people = total(states, 'people');
    const counts = { people, accounts: total(states, 'accounts'), optedOut: total(states, 'optedOut') };
    const holds = people === 0 ? notice.holds : await holdsOf(deps, notice, people);
    log.info('push_frozen', { notice: notice.id, ...counts, holds: holds.map(({ code }) => code) });
    if (people > 0 && holds.length === 0 && notice.confirmation === 'automatic') {
      await launch(notice, notice.by, ['freezing'], counts);
      return;
    }
    const waits: NoticeState = holds.length > 0 ? 'held' : 'ready';
    const outcome: NoticeChange = people === 0 ? { state: 'refused', reason: emptyAudience } : { state: waits, holds };
    const changed = await store.change(notice.id, ['freezing'], { ...counts, ...outcome });
    // Another, a second earlier or later, may have seen less of today's quota and let it go.
    if (changed.kind === 'changed') await active.remove(notice.id);
  };

  return {
    frozen: async (noticeId) => {
      const [notice, states] = await Promise.all([store.get(noticeId), shards.list(noticeId)]);
      if (notice?.state !== 'freezing' || states.filter(({ frozen }) => frozen).length < notice.shards) return;
      await settle(notice, states);
    },
    launch,
    release: async (noticeId) => {
      const notice = await store.get(noticeId);
      if (notice?.state !== 'scheduled') return;
      if ((notice.releaseAt ?? 0) <= now()) await begin(notice, ['scheduled'], {});
    },
    goOn,
    finish,
  };
};

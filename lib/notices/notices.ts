import { createHash } from 'node:crypto';
import { AppError } from '../platform/errors.ts';
import { audienceShards } from '../platform/keys.ts';
import type { Template } from '../platform/profile/notices.ts';
import type { Areas } from './areas/store.ts';
import { checkAudience } from './audience/check.ts';
import { fieldFaults } from './channels/fields.ts';
import { addressOf } from './channels/link.ts';
import { previewOf } from './channels/preview.ts';
import { figuresOf } from './figures.ts';
import { type Audience, mostAheadMs, type Notice, type NoticeDraft, type Reason } from './model.ts';
import type { ChangeOutcome, FieldFault, Notices, PushQueues } from './port.ts';
import { createProgress, type Progress, type ProgressDeps } from './progress.ts';
import type { Readings } from './readings.ts';
import { keptDaysOf } from './retention.ts';
import type { Delivery } from './segment.ts';
import type { SegmentStore } from './segments.ts';
import type { Tallies } from './tallies.ts';

/** What the engine's port needs. */
export interface NoticesDeps extends ProgressDeps {
  segments: SegmentStore;
  tallies: Pick<Tallies, 'sum'>;
  readings: Pick<Readings, 'count'>;
  areas: Pick<Areas, 'coverEverything'>;
  queues: PushQueues;
  publicUrl: string;
}

/** The id of a notice about these parts, the same whenever it is asked for: 22 characters. */
export const noticeId = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

const checkRelease = ({ now }: NoticesDeps, { releaseAt = 0 }: NoticeDraft): void => {
  if (releaseAt > now() + mostAheadMs) throw new AppError('too_far', 'reject', 'releaseAt must be within 60 days');
};

const badFields = (faults: readonly FieldFault[]): AppError =>
  new AppError('bad_fields', 'reject', faults.map(({ field, message }) => `${field}: ${message}`).join('; '));

const byStaff = (by: string): Reason => ({
  code: 'stopped_by_staff',
  message: `由 ${by} 停止。确认无误后可以继续发送。`,
});

/** Each person once, in the order of their openids, as segments want them. */
const inOrder = (audience: Audience): Audience =>
  audience.of === 'people' ? { ...audience, openids: [...new Set(audience.openids)].sort() } : audience;

const shardsOf = ({ of }: Audience): number => (of === 'people' ? 1 : audienceShards);

const allShards = ({ shards }: Notice): number[] => Array.from({ length: shards }, (_, shard) => shard);

const noticeOf = (draft: NoticeDraft, template: Template, holds: Reason[], now: number): Notice => ({
  ...draft,
  audience: inOrder(draft.audience),
  channel: template.channel,
  shards: shardsOf(draft.audience),
  state: 'freezing',
  warnings: draft.warnings ?? [],
  holds,
  createdAt: now,
  version: 1,
});

const templateOf = ({ templates }: NoticesDeps, key: string): Template => {
  const template = Object.hasOwn(templates, key) ? templates[key] : undefined;
  if (template === undefined) throw new AppError('unknown_template', 'reject', 'the profile has no such template');
  return template;
};

/** Has the audience written down: of a few people at once, else by the planners. */
const freeze = async (deps: NoticesDeps, progress: Progress, notice: Notice): Promise<Notice> => {
  const { id, audience } = notice;
  if (audience.of !== 'people') {
    await Promise.all(allShards(notice).map((shard) => deps.queues.plan(id, shard)));
    return notice;
  }
  const people = audience.openids.length;
  const counts = { people, accounts: people, optedOut: 0 };
  const keptDays = keptDaysOf(notice);
  await deps.segments.create(id, 0, 0, audience.openids, true, { accounts: people, optedOut: 0, keptDays });
  await deps.shards.freeze(id, 0, { ...counts, segments: 1 }, keptDays);
  await progress.frozen(id);
  return (await deps.store.get(id)) ?? notice;
};

const draftNotice = async (deps: NoticesDeps, progress: Progress, draft: NoticeDraft): Promise<Notice> => {
  const template = templateOf(deps, draft.template);
  const faults = fieldFaults(template, draft.fields);
  if (faults.length > 0) throw badFields(faults);
  if (draft.link !== undefined) addressOf(deps.publicUrl, draft.link);
  checkRelease(deps, draft);
  const holds = [...(draft.holds ?? []), ...(await checkAudience(deps.areas, draft.audience))];
  const known = await deps.store.get(draft.id);
  if (known !== undefined && known.state !== 'freezing') return known;
  // Before the notice: who dies between them leaves something that the watchdog finds.
  await deps.active.add(draft.id, deps.now());
  const notice = await deps.store.create(noticeOf(draft, template, holds, deps.now()));
  return notice.state === 'freezing' ? freeze(deps, progress, notice) : notice;
};

async function* deliveriesOf({ store, segments }: NoticesDeps, id: string): AsyncGenerator<Delivery> {
  const notice = await store.get(id);
  if (notice === undefined) return;
  for (const shard of allShards(notice)) {
    for await (const segment of segments.stream(id, shard)) yield* segment.deliveries;
  }
}

/** A change that has been made already counts as made. */
const change = async (
  { store }: NoticesDeps,
  id: string,
  made: readonly Notice['state'][],
  make: (notice: Notice) => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> => {
  const notice = await store.get(id);
  if (notice === undefined) return { kind: 'unknown' };
  return made.includes(notice.state) ? { kind: 'changed', notice } : make(notice);
};

/** The push engine over its stores, with the steps by which its functions move notices on. */
export const createNotices = (deps: NoticesDeps): Notices & Progress => {
  const { store, active, templates, publicUrl, now, log } = deps;
  const progress = createProgress(deps);
  return {
    ...progress,
    faultsOf: ({ template, fields }) => fieldFaults(templateOf(deps, template), fields),
    preview: ({ template, fields, link }) =>
      previewOf(templateOf({ ...deps, templates }, template), fields, link, publicUrl),
    draft: (draft) => draftNotice(deps, progress, draft),
    get: (id) => store.get(id),
    list: (month) => store.list(month),
    confirm: (id, by) =>
      change(deps, id, ['scheduled', 'sending', 'sent'], (notice) => progress.launch(notice, by, ['ready', 'held'])),
    stop: (id, by, reason = byStaff(by)) =>
      change(deps, id, ['stopped'], async () => {
        const outcome = await store.change(id, ['sending'], { state: 'stopped', reason });
        if (outcome.kind === 'changed') log.warn('push_stopped', { notice: id, by, reason: reason.code });
        return outcome;
      }),
    resume: (id, by) =>
      change(deps, id, ['sending', 'sent'], async () => {
        await active.add(id, now());
        const outcome = await store.change(id, ['stopped'], { state: 'sending', reason: undefined });
        if (outcome.kind !== 'changed') return outcome;
        log.info('push_resumed', { notice: id, by });
        await progress.goOn(outcome.notice);
        return outcome;
      }),
    cancel: (id, by) =>
      change(deps, id, ['cancelled'], async () => {
        const outcome = await store.change(id, ['freezing', 'ready', 'held', 'scheduled'], { state: 'cancelled' });
        if (outcome.kind !== 'changed') return outcome;
        log.info('push_cancelled', { notice: id, by });
        await active.remove(id);
        return outcome;
      }),
    figures: async (id) => {
      const [notice, counts, read] = await Promise.all([store.get(id), deps.tallies.sum(id), deps.readings.count(id)]);
      if (notice === undefined) throw new AppError('unknown_notice', 'reject', 'there is no such notice');
      return figuresOf(notice, counts, read);
    },
    deliveries: (id) => deliveriesOf(deps, id),
  };
};

import { requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import { previewOf } from '../../notices/channels/preview.ts';
import type { Notice } from '../../notices/model.ts';
import type { Readings } from '../../notices/readings.ts';
import { isRecipient } from '../../notices/recipients.ts';
import type { SegmentStore } from '../../notices/segments.ts';
import type { NoticeStore } from '../../notices/store.ts';
import type { NoticeTexts } from '../../notices/texts.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { NoticeShown } from './model.ts';

/** What showing and confirming notices takes. */
export interface ReadingDeps {
  sentNotices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'get' | 'last'>;
  noticeTexts: Pick<NoticeTexts, 'get'>;
  readings: Pick<Readings, 'read' | 'readAt'>;
}

/** Another's notice, one that never was and one that has not gone out look the same. */
const noSuchNotice = (): Refusal =>
  new Refusal('no_such_notice', '没有发给您的这条通知。请从公众号里收到的通知重新打开。', { status: 404 });

/** The notice, if it went to this follower. */
const ownNotice = async (deps: ReadingDeps, id: string, openid: string): Promise<Notice> => {
  const notice = await deps.sentNotices.get(id);
  if (notice?.startedAt === undefined) throw noSuchNotice();
  if (!(await isRecipient(deps.segments, notice, openid))) throw noSuchNotice();
  return notice;
};

const shown = ({ profile }: Organisation, notice: Notice): Omit<NoticeShown, 'readAt' | 'text'> => {
  const template = profile.templates[notice.template];
  const { title, lines } =
    template === undefined ? { title: notice.title, lines: [] } : previewOf(template, notice.fields, undefined, '');
  return { title, lines, sentAt: notice.startedAt ?? notice.createdAt, mustRead: notice.mustRead !== undefined };
};

/** A notice as it was sent, with its full text, and when the follower read it. */
export const showNotice = async (deps: ReadingDeps, call: ApiCall<{ notice: string }>): Promise<NoticeShown> => {
  const { follower, input, organisation } = call;
  const notice = await ownNotice(deps, input.notice, follower.openid);
  const [text, readAt] = await Promise.all([
    deps.noticeTexts.get(notice.id),
    deps.readings.readAt(notice.id, follower.openid),
  ]);
  return {
    ...shown(organisation, notice),
    ...(text === undefined ? {} : { text }),
    ...(readAt === undefined ? {} : { readAt }),
  };
};

/** Notes that the follower has read it. Repeatable; the first time stands. */
export const confirmReading = async (
  deps: ReadingDeps,
  call: ApiCall<{ notice: string }>,
): Promise<{ readAt: number }> => {
  const { follower, input, now } = call;
  requirePresence(follower);
  const { id } = await ownNotice(deps, input.notice, follower.openid);
  return { readAt: await deps.readings.read(id, follower.openid, now) };
};

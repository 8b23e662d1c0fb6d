import { valuesOf } from '../../notices/channels/render.ts';
import type { Notice } from '../../notices/model.ts';
import { noticeId } from '../../notices/notices.ts';
import type { Notices } from '../../notices/port.ts';
import type { NoticeTexts } from '../../notices/texts.ts';
import { AppError } from '../../platform/errors.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { GroupNotices } from './group-notices.ts';
import { instantInNotice } from './service.ts';
import { groupOf } from './terms.ts';

/** A notice to a group that has to be confirmed as read. */
export interface GroupNotice {
  /** The same for the same request: an idempotency key. */
  key: string;
  groupId: string;
  title: string;
  /** Who issues it; the organisation when absent. */
  department?: string;
  /** What is to be done: 请于 3 月 10 日前报送. */
  requirement: string;
  /** The full text, shown on the page; at most 5,000 characters. */
  text?: string;
  /** Hours after which those who have not read it get a text message; 24 when absent. */
  remindAfterHours?: number;
  /** Epoch milliseconds; at once when absent. */
  releaseAt?: number;
  confirmation: Notice['confirmation'];
}

/** What notifying takes. */
export interface NotifyDeps {
  organisation: Organisation;
  notices: Pick<Notices, 'draft'>;
  texts: Pick<NoticeTexts, 'put'>;
  groupNotices: Pick<GroupNotices, 'add'>;
  now: () => number;
}

const template = 'officer-notice';
const mostText = 5000;
const usualHours = 24;

const checkText = (text: string | undefined): void => {
  if (text === undefined || [...text].length <= mostText) return;
  throw new AppError('text_too_long', 'reject', `the text has more than ${mostText} characters`);
};

/**
 * Drafts a notice to a group, by the template `officer-notice`, which its members confirm on its page. Repeatable by its key.
 * Throws `Refusal('no_such_group')`, `AppError('unknown_template', 'reject')`, `AppError('text_too_long', 'reject')`, and what `Notices.draft` throws.
 */
export const notifyGroup = async (deps: NotifyDeps, input: GroupNotice, by: string): Promise<Notice> => {
  const { organisation, notices, texts, groupNotices, now } = deps;
  const group = groupOf(organisation, input.groupId);
  const worded = organisation.profile.templates[template];
  if (worded === undefined) throw new AppError('unknown_template', 'reject', `the profile has no template ${template}`);
  checkText(input.text);
  const id = noticeId('group', by, group.id, input.key);
  if (input.text !== undefined) await texts.put(id, input.text, now());
  await groupNotices.add(group.id, id, now());
  const { title, requirement, department = organisation.profile.name } = input;
  return notices.draft({
    ...{ id, template, lane: 'bulk', link: `/pages/reading?notice=${id}` },
    fields: valuesOf(worded, { title, department, requirement, at: instantInNotice(input.releaseAt ?? now()) }),
    audience: { of: 'group', groupId: group.id },
    title: `${group.title}：${title}`,
    ...(input.releaseAt === undefined ? {} : { releaseAt: input.releaseAt }),
    confirmation: input.confirmation,
    mustRead: { remindAfterHours: input.remindAfterHours ?? usualHours },
    ...{ about: `group#${group.id}`, by },
  });
};

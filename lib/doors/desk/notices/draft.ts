import * as z from 'zod/mini';
import type { StaffMember } from '../../../guard/desk.ts';
import { Refusal } from '../../../guard/refusal.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import { fieldTypeOf } from '../../../notices/channels/field-types.ts';
import type { Audience, NoticeDraft } from '../../../notices/model.ts';
import { noticeId } from '../../../notices/notices.ts';
import type { FieldFault, Notices } from '../../../notices/port.ts';
import type { Organisation } from '../../../platform/organisation.ts';
import type { Template } from '../../../platform/profile/notices.ts';
import { lacksRight } from '../words.ts';
import type { DraftOffer } from './model.ts';

const key = z.string().check(z.minLength(1, '请选择通知模板'), z.maxLength(60));
const fields = z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(200, '内容太长')));

const AudienceInput = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('areas'),
    areaIds: z
      .array(z.string().check(z.maxLength(100)))
      .check(z.minLength(1, '请至少选一个区域'), z.maxLength(200, '一次最多选 200 个区域')),
  }),
  z.strictObject({ of: z.literal('group'), groupId: z.string().check(z.minLength(1, '请选择分组')) }),
  z.strictObject({ of: z.literal('everyone') }),
]);

/** A notice that staff write by hand. */
export const DraftInput = z.strictObject({
  /** Made by the form: the same request twice is one notice. */
  request: z.string().check(z.regex(/^[\w-]{8,64}$/)),
  template: key,
  fields,
  title: z.string().check(z.trim(), z.minLength(1, '请填写标题'), z.maxLength(60, '标题最多 60 个字')),
  lane: z.enum(['urgent', 'bulk']),
  audience: AudienceInput,
  /** Beijing time, `2026-11-29T08:00`; at once when absent. */
  releaseAt: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, '请选择日期和时间'))),
});
export type DraftInput = z.infer<typeof DraftInput>;

/** What drafting takes. */
export interface DraftDeps {
  notices: Pick<Notices, 'draft' | 'faultsOf'>;
  areas: Pick<Areas, 'coverEverything'>;
  organisation: Organisation;
}

const limits: Partial<Record<NonNullable<ReturnType<typeof fieldTypeOf>>, string>> = {
  thing: '最多 20 个字',
  short_thing: '最多 20 个字',
  number: '数字',
  character_string: '字母、数字和符号，最多 20 个',
  time: '时间，如 2026年11月29日 08:00',
  date: '日期，如 2026年11月29日',
  amount: '金额，如 128.50元',
  phone_number: '电话号码',
  phrase: '最多 5 个汉字',
  name: '最多 10 个汉字',
};

/** What may stand in a field, in words. */
export const limitOf = (field: string): string => limits[fieldTypeOf(field) ?? 'thing'] ?? '';

const faultWords: Record<string, string> = {
  missing: '请填写',
  too_long: '太长了',
  bad_format: '格式不对',
  unknown: '这个模板没有这一项',
};

/** The first fault of a template's fields, for the form. */
export const refuseFieldFaults = ([fault]: readonly FieldFault[], template: Template): void => {
  if (fault === undefined) return;
  const label = template.fields[fault.field] ?? fault.field;
  const message = `${label}：${faultWords[fault.code] ?? '不符合要求'}（${limitOf(fault.field)}）`;
  throw new Refusal('bad_fields', message, { field: `fields.${fault.field}` });
};

const templateOf = ({ profile }: Organisation, name: string): Template => {
  const template = Object.hasOwn(profile.templates, name) ? profile.templates[name] : undefined;
  if (template !== undefined) return template;
  throw new Refusal('unknown_template', '没有这个通知模板，请刷新页面重新选择。', { field: 'template' });
};

const checkAudience = async ({ areas, organisation }: DraftDeps, audience: Audience): Promise<void> => {
  if (audience.of === 'group') {
    const known = (organisation.profile.notices.groups ?? []).some(({ id }) => id === audience.groupId);
    if (!known) throw new Refusal('unknown_group', '没有这个分组，请重新选择。', { field: 'audience' });
  }
  if (audience.of === 'areas' && (await areas.coverEverything(audience.areaIds))) {
    const message = '选中的区域就是全部区域。要发给所有人，请在“发给谁”里选“全部关注者”。';
    throw new Refusal('too_wide', message, { field: 'audience' });
  }
};

/** The draft waits for somebody to confirm it, whatever its size. Throws `Refusal` with the field at fault. */
export const draftByHand = async (deps: DraftDeps, input: DraftInput, staff: StaffMember) => {
  if (input.lane === 'urgent' && !staff.rights.includes('notices:urgent')) throw lacksRight('发出紧急通知');
  const { request, releaseAt, ...said } = input;
  const template = templateOf(deps.organisation, said.template);
  refuseFieldFaults(deps.notices.faultsOf(said), template);
  await checkAudience(deps, said.audience);
  const draft: NoticeDraft = {
    ...said,
    id: noticeId('desk', staff.name, request),
    confirmation: 'by-staff',
    by: `staff:${staff.name}`,
    ...(releaseAt === undefined ? {} : { releaseAt: Date.parse(`${releaseAt}:00+08:00`) }),
  };
  return deps.notices.draft(draft);
};

/** What the form offers: the templates with their fields, the groups. */
export const draftOffer = ({ profile }: Organisation, staff: StaffMember): DraftOffer => ({
  templates: Object.entries(profile.templates).map(([name, { title, fields: labels, sms }]) => ({
    key: name,
    title,
    sms: sms !== undefined,
    fields: Object.entries(labels).map(([field, label]) => ({ key: field, label, limit: limitOf(field) })),
  })),
  groups: (profile.notices.groups ?? []).map(({ id, title }) => ({ id, title })),
  mayBeUrgent: staff.rights.includes('notices:urgent'),
});

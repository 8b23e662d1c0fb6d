import * as z from 'zod/mini';
import { Refusal } from '../../../guard/refusal.ts';
import { BadFields } from '../../../platform/bad-fields.ts';
import { NewOutage, OutageChange, OutageKind, Supply } from '../../../services/outages/model.ts';
import type { OutageForm } from './model.ts';
import { instantOf } from './times.ts';

const request = z.string().check(z.regex(/^[\w-]{8,64}$/));
const local = z.string('请选择时间').check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, '请选择日期和时间'));
const reason = z.string().check(z.trim(), z.minLength(1, '请填写原因'), z.maxLength(100, '原因最多 100 个字'));

const said = {
  kind: OutageKind,
  supply: Supply,
  areas: z
    .array(z.string().check(z.maxLength(100)))
    .check(z.minLength(1, '请至少选一个区域'), z.maxLength(200, '一次最多选 200 个区域')),
  reason,
  from: local,
  to: local,
};

/** A new outage, as the form gives it. */
export const NewOutageInput = z.strictObject({ request, ...said });

/** A change of an outage, as the forms give it. */
export const ChangeInput = z.strictObject({
  id: z.string().check(z.maxLength(64)),
  request,
  from: z.optional(local),
  to: z.optional(local),
  reason: z.optional(reason),
  delayTo: z.optional(local),
  cancel: z.optional(z.literal(true)),
  restoredAt: z.optional(local),
  progress: z.optional(z.string().check(z.trim(), z.minLength(1, '请填写进展'), z.maxLength(100, '进展最多 100 个字'))),
});

/** As the service takes it: times with their offset. Throws `BadFields` (`bad_value`) for what the service would not take from anybody. */
export const newOutageOf = ({ from, to, ...form }: OutageForm): NewOutage => {
  const result = NewOutage.safeParse({ ...form, from: instantOf(from), to: instantOf(to) });
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues.map(({ path, message }) => ({
    ...{ field: path.map(String).join('.'), code: 'bad_value', message },
  }));
  throw new BadFields([first ?? { field: '', code: 'bad_value', message: '' }, ...others]);
};

/** As the service takes it: times with their offset. Throws `Refusal` when nothing is changed, or what does not go together. */
export const changeOf = ({ id, request: _, ...change }: z.infer<typeof ChangeInput>): OutageChange => {
  const times = (['from', 'to', 'delayTo', 'restoredAt'] as const).flatMap((name) => {
    const time = change[name];
    return time === undefined ? [] : [[name, instantOf(time)]];
  });
  const result = OutageChange.safeParse({ ...change, ...Object.fromEntries(times) });
  if (result.success) return result.data;
  throw new Refusal('bad_input', '没有改动任何内容，或改动互相矛盾，请核对后再提交。');
};

import { Refusal } from '../../guard/refusal.ts';
import { BadFields } from '../../platform/bad-fields.ts';
import { type AppError, describeError } from '../../platform/errors.ts';
import { type PageFault, pageFault, refusedByService } from '../pages/errors.ts';

/** Refusals of the engine and the services, which speak English to the organisation's systems, in words for staff, with the next step. */
const words: Record<string, string> = {
  bad_fields: '通知的内容不符合模板的要求，请按提示改好再提交。',
  unknown_template: '没有这个通知模板，请刷新页面重新选择。',
  bad_audience: '发送对象不对：请至少选一个区域或一组人。',
  empty_audience: '这个范围里没有人关注，请核对发送对象。',
  unknown_area: '选的区域里有已经不存在的，请重新选择。',
  too_wide: '范围太大：不能一次选中全部区域，请选择具体的区域。',
  end_before_start: '结束时间要晚于开始时间，请改好再提交。',
  already_over: '结束时间已经过了，请核对时间。',
  too_late: '通知时间要早于结束时间，请核对时间。',
  too_far: '通知时间最多设到60天以后，请选近一些的时间。',
  unknown_supply: '本单位没有这种供应，请重新选择。',
  id_reused: '这条信息以前提交过，内容却不一样。请到原来那条里改。',
  over: '这次停供已经恢复或取消，不能再改。需要时请新建一条。',
  already_begun: '已经开始了，不能再改开始时间。',
  not_later: '推迟后的结束时间要晚于原来的结束时间。',
  in_the_future: '恢复时间不能晚于现在。',
  before_start: '恢复时间不能早于开始时间。',
  unknown_outage: '没有这条停供信息，请回到列表重新选择。',
  no_outages: '本单位没有开通停供通知。',
  bad_value: '内容不合要求，请改好再提交。',
  missing: '有一项没有填，请补上再提交。',
  too_long: '有一项太长了，通知里放不下，请写短一些。',
  bad_format: '有一项的格式不对，请改好再提交。',
  bad_password: '密码要有 10 到 200 个字符，请换一个。',
};

const chinese = /\p{Script=Han}/u;

const inWords = (error: AppError): string =>
  chinese.test(error.message)
    ? error.message
    : (words[error.code] ?? `没有办成（${error.code}）。请核对填写的内容再试，还不行请把括号里的代码告诉管理员。`);

/** The words of a code, for one row of many; the code itself where there are none. */
export const wordsOf = (code: string): string => words[code] ?? code;

/** What a desk page is told of a refusal, in Chinese. */
export const refusedAtDesk = (error: AppError): PageFault => {
  const fault = refusedByService(error);
  const field = error instanceof BadFields ? error.fields[0]?.field : fault.error.field;
  return {
    ...fault,
    error: { ...fault.error, message: inWords(error), ...(field === undefined ? {} : { field }) },
  };
};

/** What a desk page is told when something broke on our side. */
export const brokenAtDesk = (error: unknown): PageFault =>
  pageFault(503, 'unavailable', `系统暂时没有完成（${describeError(error).code}）。请稍后再试一次。`);

/** The right is missing. */
export const lacksRight = (what: string): Refusal =>
  new Refusal('no_right', `您没有${what}的权限。请找有权限的同事办理，或请管理员开通。`, { status: 403 });

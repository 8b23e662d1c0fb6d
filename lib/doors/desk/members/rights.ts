import type { StaffRight } from '../../../guard/desk.ts';

/** Rights, as staff read them. */
export const rightNames: Record<StaffRight, string> = {
  notices: '查看和起草通知',
  'notices:confirm': '确认发出通知',
  'notices:urgent': '发出紧急通知',
  staff: '管理员工',
};

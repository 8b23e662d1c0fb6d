import type { Step } from './model.ts';

/** The steps, as people say them. */
export const stepWords: Record<Step, string> = {
  accepted: '已受理',
  reviewing: '审核中',
  approved: '已通过',
  paid: '已打款',
  returned: '被退回',
};

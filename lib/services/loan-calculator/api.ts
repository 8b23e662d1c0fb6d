import { defineRoute, type Route } from '../../guard/service.ts';
import { AppError } from '../../platform/errors.ts';
import type { Terms } from './model.ts';

/** Rates and bounds for the page, which calculates by itself. */
export const calculatorRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async ({ organisation }): Promise<Terms> => {
      const { loans } = organisation.profile;
      if (loans !== undefined) return { loans };
      const refusal = new AppError('no_loans', 'reject', '这里不办理贷款，没有贷款计算器。请从公众号的菜单重新进入。');
      throw Object.assign(refusal, { status: 404 });
    },
  }),
];

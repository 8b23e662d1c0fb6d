import type { WeChatApi } from './api.ts';
import { WeChatNetworkError } from './api-errors.ts';

/** Path of the API, as errors name it. */
export const followerListPath = '/cgi-bin/user/get';

/** Some of those who follow the account, in WeChat's own order. */
export interface FollowerPage {
  /** How many follow at this moment, on all pages. */
  total: number;
  /** At most 10,000. */
  openids: string[];
  /** What to ask the next page by; undefined at the end of the list. */
  next?: string;
}

/** A page is 300 KB, and WeChat takes its time. */
const timeoutMs = 15_000;

const isText = (value: unknown): value is string => typeof value === 'string';

const openidsIn = (data: unknown): string[] => {
  const openids = (data as { openid?: unknown } | undefined)?.openid ?? [];
  if (!Array.isArray(openids) || !openids.every(isText))
    throw new WeChatNetworkError(followerListPath, 'bad-body', 'data.openid is no list of openids');
  // WeChat's own example of a page has an empty one in it.
  return openids.filter((openid) => openid !== '');
};

const totalIn = (total: unknown): number => {
  if (typeof total === 'number') return total;
  throw new WeChatNetworkError(followerListPath, 'bad-body', 'total is no number');
};

/**
 * One page of everybody who follows (用户管理: 获取关注用户列表), the first without `after`, the others after the last openid of the page before. An account
 * has 500 calls a day unless WeChat gave it more (45009 after them). The last page may or may not name a next one, so the end is a page without
 * anybody, or without a next. Throws `WeChatApiError` (40003 for an `after` that WeChat does not know) and `WeChatNetworkError`.
 */
export const readFollowerPage = async (weChat: Pick<WeChatApi, 'get'>, after?: string): Promise<FollowerPage> => {
  const query = after === undefined ? {} : { next_openid: after };
  type Page = { total?: unknown; data?: unknown; next_openid?: unknown };
  const { total, data, next_openid: next } = await weChat.get<Page>(followerListPath, query, { timeoutMs });
  const openids = openidsIn(data);
  const isEnd = openids.length === 0 || !isText(next) || next === '' || next === after;
  return { total: totalIn(total), openids, ...(isEnd ? {} : { next }) };
};

import type { WeChatApi } from '../../../../lib/wechat/api.ts';

/** An API whose every call is answered by `answer`, with the calls it got. */
export const aWeChatApi = (answer: (path: string, given: unknown) => unknown) => {
  const calls: { path: string; given: unknown; options: unknown }[] = [];
  const call = async <T>(path: string, given: unknown, options?: unknown): Promise<T> => {
    calls.push({ path, given, options });
    return answer(path, given) as T;
  };
  const api: WeChatApi = {
    get: (path, query, options) => call(path, query, options),
    post: (path, body, options) => call(path, body, options),
    upload: (path, file, _query, options) => call(path, file, options),
    download: (path, query, options) => call(path, query, options),
  };
  return { api, calls };
};

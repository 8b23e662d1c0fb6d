import { type ApiRefusal, apiErrorAction, WeChatApiError, WeChatNetworkError } from './api-errors.ts';
import { parseExactJson } from './exact-json.ts';

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const parse = (api: string, text: string): Members => {
  try {
    const value = parseExactJson(text);
    if (isMembers(value)) return value;
  } catch {
    // The parser quotes the body, which may hold people: said in our own words below.
  }
  throw new WeChatNetworkError(api, 'bad-body', 'the answer is no JSON object');
};

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((result, secret) => (secret ? result.replaceAll(secret, '[redacted]') : result), text);

/** Some device APIs put the code into `base_resp`; some answers write it as a string; most good answers have none. */
const refusalIn = (api: string, answer: Members, secrets: readonly string[]): ApiRefusal | undefined => {
  const holder = isMembers(answer.base_resp) ? answer.base_resp : answer;
  const errcode = Number(holder.errcode ?? 0);
  if (Number.isNaN(errcode)) throw new WeChatNetworkError(api, 'bad-body', 'errcode is no number');
  if (apiErrorAction(errcode) === 'success') return undefined;
  return { api, errcode, errmsg: withoutSecrets(String(holder.errmsg ?? ''), secrets) };
};

/**
 * The members of WeChat's JSON answer, whatever content type it claims. Throws `WeChatApiError` when it says no (HTTP 200 all the same),
 * `WeChatNetworkError` when it is no JSON. Text equal to one of `secrets` never gets into an error.
 */
export const readAnswer = (api: string, bytes: Buffer, secrets: readonly string[]): Members => {
  const answer = parse(api, bytes.toString('utf8'));
  const refusal = refusalIn(api, answer, secrets);
  if (refusal) throw new WeChatApiError(refusal);
  return answer;
};

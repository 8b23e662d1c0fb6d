import { AppError } from '../platform/errors.ts';
import {
  type ApiErrorAction,
  type ApiErrorRow,
  apiErrorCodes,
  type FollowerFault,
  kindOfAction,
} from './api-error-codes.ts';

const unknownCode: ApiErrorRow = { name: 'unknown_code', action: 'caller-bug', hint: 'not in the table of codes' };

const rowOf = (errcode: number): ApiErrorRow => apiErrorCodes[errcode] ?? unknownCode;

/** What to do about an error code. Unknown codes are a bug of the caller: given up and alarmed, never retried. */
export const apiErrorAction = (errcode: number): ApiErrorAction => rowOf(errcode).action;

/** Why WeChat said no, as the parts of its answer. */
export interface ApiRefusal {
  /** Path of the call, without its query. */
  api: string;
  errcode: number;
  /** WeChat's own words, already free of secrets. */
  errmsg: string;
  /** Replaces the table's action where an API gives a code another meaning. */
  action?: ApiErrorAction;
}

// WeChat's words name the field or the address at fault; for a person's errors they may name the person.
const mayQuote: readonly ApiErrorAction[] = ['configuration', 'caller-bug'];

const sentence = ({ api, errcode, errmsg }: ApiRefusal, row: ApiErrorRow, rid: string | undefined): string =>
  [
    `${api} answered ${errcode} ${row.name}`,
    row.hint,
    mayQuote.includes(row.action) && errmsg.slice(0, 200),
    rid && !mayQuote.includes(row.action) && `rid: ${rid}`,
  ]
    .filter(Boolean)
    .join('; ');

/** WeChat answered, and said no. The `rid` is its handle for diagnosis (查询 rid 信息). */
export class WeChatApiError extends AppError {
  readonly api: string;
  readonly errcode: number;
  readonly errorName: string;
  readonly action: ApiErrorAction;
  readonly followerFault: FollowerFault | undefined;
  readonly hint: string | undefined;
  readonly rid: string | undefined;

  constructor(refusal: ApiRefusal) {
    const known = rowOf(refusal.errcode);
    const row = refusal.action === undefined ? known : { ...known, action: refusal.action };
    const rid = /rid:\s*([\w-]+)/.exec(refusal.errmsg)?.[1];
    super(`wechat_${row.name}`, row.kind ?? kindOfAction[row.action], sentence(refusal, row, rid));
    this.name = 'WeChatApiError';
    this.api = refusal.api;
    this.errcode = refusal.errcode;
    this.errorName = row.name;
    this.action = row.action;
    this.followerFault = row.follower;
    this.hint = row.hint;
    this.rid = rid;
  }
}

/** How an answer failed to come: none in time, no connection, an HTTP status, or a body that is not WeChat's. */
export type NetworkFailure = 'timeout' | 'connection' | 'http-status' | 'bad-body';

/** Codes of connections that never came about: nothing of the call left this machine. */
const neverLeft: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);

/**
 * No answer came, so nobody knows whether the call had its effect: not failed but unknown; unless it certainly never left.
 * Never holds the original error, whose text may quote the address with its token.
 */
export class WeChatNetworkError extends AppError {
  readonly api: string;
  readonly failure: NetworkFailure;
  readonly neverLeft: boolean;

  constructor(api: string, failure: NetworkFailure, detail: string) {
    super(`wechat_${failure.replace('-', '_')}`, 'retry', `${api}: ${failure}, ${detail}`);
    this.name = 'WeChatNetworkError';
    this.api = api;
    this.failure = failure;
    this.neverLeft = failure === 'connection' && neverLeft.has(detail);
  }
}

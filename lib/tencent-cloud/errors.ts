import { AppError, type ErrorKind } from '../platform/errors.ts';

/** Codes by their beginning; the first that fits decides. What is not named is a bug or a wrong setting, and will not pass. */
const kinds: readonly [prefix: string, kind: ErrorKind][] = [
  ['InternalError', 'retry'],
  ['RequestLimitExceeded', 'retry'],
  ['LimitExceeded', 'reject'],
];

const kindOf = (errorCode: string): ErrorKind =>
  kinds.find(([prefix]) => errorCode.startsWith(prefix))?.[1] ?? 'give-up';

/** Tencent Cloud answered, and said no; `code` is its own, such as `AuthFailure.SignatureExpire`. */
export class TencentCloudApiError extends AppError {
  readonly action: string;
  readonly requestId: string | undefined;

  constructor(action: string, errorCode: string, requestId: string | undefined) {
    super(errorCode, kindOf(errorCode), `${action} answered ${errorCode}; RequestId: ${requestId ?? 'none'}`);
    this.name = 'TencentCloudApiError';
    this.action = action;
    this.requestId = requestId;
  }
}

/** How an answer failed to come. */
export type TencentCloudFailure = 'timeout' | 'connection' | 'http-status' | 'bad-body';

/** No answer came. Never holds the original error, which carries the signed request. */
export class TencentCloudNetworkError extends AppError {
  readonly action: string;
  readonly failure: TencentCloudFailure;

  constructor(action: string, failure: TencentCloudFailure, detail: string) {
    super(`tencent_cloud_${failure.replace('-', '_')}`, 'retry', `${action}: ${failure}, ${detail}`);
    this.name = 'TencentCloudNetworkError';
    this.action = action;
    this.failure = failure;
  }
}

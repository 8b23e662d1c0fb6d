import { AppError } from '../../platform/errors.ts';

/** An error that is over within moments, so that the same request may be repeated: no connection, or a gateway's status. */
export class PassingError extends AppError {}

/** The systems can't be reached, or say that they can't answer now. */
export const unavailable = (why: string): AppError =>
  new AppError('backend_unavailable', 'retry', `the organisation's systems are not available: ${why}`);

/** No answer within the time limit. */
export const slow = (limitMs: number): AppError =>
  new AppError('backend_slow', 'retry', `the organisation's systems gave no answer in ${limitMs} ms`);

/** An answer that is not what the contract says. */
export const badAnswer = (why: string): AppError =>
  new AppError(
    'backend_bad_answer',
    'give-up',
    `the organisation's systems answered what the contract does not know: ${why}`,
  );

/** The systems don't take our signature. */
export const refused = (status: number): AppError =>
  new AppError('backend_refused', 'give-up', `HTTP ${status}: check the parameter backend-secret and both clocks`);

/** Statuses of gateways in front of a system that restarts: worth another try. */
const passingStatuses = new Set([502, 503, 504]);

/** No connection, or a gateway's error. */
export const passing = (why: string): PassingError =>
  new PassingError('backend_unavailable', 'retry', `the organisation's systems are not available: ${why}`);

/** The error that a status stands for; nothing for 200. */
export const errorOfStatus = (status: number): AppError | undefined => {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return refused(status);
  if (passingStatuses.has(status)) return passing(`HTTP ${status}`);
  return status === 429 || status >= 500 ? unavailable(`HTTP ${status}`) : badAnswer(`HTTP ${status}`);
};

/** Whether an error speaks against the systems' health: all but the refusal of our signature. */
export const isFailure = (error: unknown): boolean => !(error instanceof AppError) || error.code !== 'backend_refused';

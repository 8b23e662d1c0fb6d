/**
 * What to do about an error: `reject` (the caller's fault: refuse it), `retry` (it may pass: try again), `give-up` (it will not pass: alarm).
 * HTTP status, queue behaviour and log level follow from the kind.
 */
export type ErrorKind = 'reject' | 'retry' | 'give-up';

/** An error with a stable code that operators can search for, and a kind. Its message never holds personal data or secrets. */
export class AppError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(code: string, kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.kind = kind;
  }
}

/** Code and kind of anything thrown: an `AppError`'s own, `unexpected`/`retry` for the rest. */
export const describeError = (error: unknown): { code: string; kind: ErrorKind; message: string } => {
  if (error instanceof AppError) return { code: error.code, kind: error.kind, message: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'unexpected', kind: 'retry', message: name };
};

import * as z from 'zod/mini';
import { BadFields } from '../../platform/bad-fields.ts';
import { AppError } from '../../platform/errors.ts';

/** Statuses of refusals. */
export type OpenStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503;

/** What a caller gets instead of an answer. */
export const OpenError = z.strictObject({
  error: z.strictObject({
    /** Stable, such as `unknown_area`. */
    code: z.string(),
    /** English, for who wrote the caller. */
    message: z.string(),
    /** What is wrong by field, where that is what is wrong. */
    fields: z.optional(z.array(z.strictObject({ field: z.string(), code: z.string(), message: z.string() }))),
    /** By which the operator finds the request in the logs. */
    requestId: z.string(),
  }),
});
export type OpenError = z.infer<typeof OpenError>;

/** A refusal of the door itself. */
export class Refused extends AppError {
  readonly status: OpenStatus;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: OpenStatus, code: string, message: string, retryAfterSeconds?: number) {
    super(code, status === 503 ? 'retry' : 'reject', message);
    this.name = 'Refused';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** How a failure is answered. */
export interface Fault {
  status: OpenStatus;
  body: OpenError;
  retryAfterSeconds?: number;
}

/** Refusals of services that are about something that is not there, or not any more what it was. */
const statusOfCode: Readonly<Record<string, OpenStatus>> = {
  not_offered: 404,
  no_outages: 404,
  unknown_outage: 404,
  unknown_emergency: 404,
  emergency_over: 409,
  over: 409,
  id_reused: 409,
};

const retrySeconds = 5;

/** Any failure as an answer: a service's refusal with its words, anything else without. */
export const faultOf = (error: unknown, requestId: string): Fault => {
  const answer = (status: OpenStatus, code: string, message: string, more: object = {}): Fault => ({
    status,
    body: { error: { code, message, ...more, requestId } },
  });
  if (error instanceof Refused) {
    const { status, code, message, retryAfterSeconds } = error;
    return { ...answer(status, code, message), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  if (error instanceof BadFields)
    return answer(statusOfCode[error.code] ?? 422, 'bad_fields', 'the request names things that cannot be right', {
      fields: error.fields,
    });
  if (error instanceof AppError && error.kind === 'reject')
    return answer(statusOfCode[error.code] ?? 422, error.code, error.message);
  return { ...answer(503, 'unavailable', 'not now; send the same request again'), retryAfterSeconds: retrySeconds };
};

import type { Admission } from '../../guard/guard.ts';
import { nextStep } from '../../guard/next-step.ts';
import { Refusal, type RefusalDetails } from '../../guard/refusal.ts';
import { beijingTime } from '../../platform/clock.ts';
import type { AppError } from '../../platform/errors.ts';
import type { Texts } from '../../platform/profile/texts.ts';
import { fill } from '../../platform/wording.ts';

/** What a page gets instead of its data: words for the follower, and where to go next. */
export interface PageFault {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 503;
  error: { code: string; message: string; field?: string; next?: { label: string; href: string } };
}

/** A fault by its code and words. */
export const pageFault = (status: PageFault['status'], code: string, message: string, field?: string): PageFault => ({
  status,
  error: { code, message, ...(field === undefined ? {} : { field }) },
});

/** What a service refuses, in its own words; thrown by routes. `status` 400 unless it says otherwise. */
export const refusedByService = (error: AppError): PageFault => {
  const { status = 400, field, next }: RefusalDetails = error instanceof Refusal ? error : (error as RefusalDetails);
  const fault = pageFault(status, error.code, error.message, field);
  return next === undefined ? fault : { ...fault, error: { ...fault.error, next } };
};

/** Why the guard did not admit, and the way to what is missing. `then` is the page that asked. */
export const refusedByGuard = (
  refusal: Exclude<Admission, { kind: 'admitted' }>,
  service: string,
  texts: Texts,
  then: string,
): PageFault => {
  if (refusal.kind === 'used-up') {
    const marks = { service, limit: String(refusal.limit), resets: beijingTime(refusal.resetsAt) };
    return pageFault(429, 'limit_reached', fill(texts.limitReached, marks));
  }
  const fault = pageFault(
    403,
    refusal.kind === 'unbound' ? 'not_bound' : 'proof_needed',
    fill(texts.tierNeeded, { service }),
  );
  const step = nextStep(refusal, then);
  if (step === undefined) return fault;
  const href = `${step.path}?${new URLSearchParams(step.query)}`;
  return { ...fault, error: { ...fault.error, next: { label: texts.tierLink, href } } };
};

import type { Admission } from '../guard/guard.ts';
import { nextStep } from '../guard/next-step.ts';
import type { Service } from '../guard/service.ts';
import { beijingTime } from '../platform/clock.ts';
import type { Texts } from '../platform/profile/texts.ts';
import { fill } from '../platform/wording.ts';
import { type Reply, textReply } from '../wechat/reply.ts';

type Refusal = Exclude<Admission, { kind: 'admitted' }>;

const pathOf = ({ path, query = {} }: { path: string; query?: Record<string, string> }): string => {
  const parameters = new URLSearchParams(query).toString();
  return parameters === '' ? path : `${path}?${parameters}`;
};

/** What a follower reads whom the guard did not admit: what is missing, with the link to it that leads back to what was asked. */
export const refusalReply = (
  refusal: Refusal,
  service: Service,
  context: {
    texts: Texts;
    /** The page that shows what was asked. */
    wanted: { path: string; query?: Record<string, string> };
    pageUrl: (path: string, query?: Record<string, string>) => string;
  },
): Reply => {
  const { texts, wanted, pageUrl } = context;
  const marks = { service: service.title };
  if (refusal.kind === 'used-up') {
    const resets = beijingTime(refusal.resetsAt);
    return textReply(fill(texts.limitReached, { ...marks, limit: String(refusal.limit), resets }));
  }
  const step = nextStep(refusal, pathOf(wanted));
  const text = fill(texts.tierNeeded, marks);
  return textReply(
    step === undefined ? text : `${text}\n\n<a href="${pageUrl(step.path, step.query)}">${texts.tierLink}</a>`,
  );
};

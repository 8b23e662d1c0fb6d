import type { FundApplication } from '../../backend/kinds/fund-application.ts';
import type { Backend } from '../../backend/port.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { ApplicationShown, Step } from './model.ts';

/** Applications that are shown; older ones are of no use to anybody. */
const most = 20;

const course: readonly Step[] = ['accepted', 'reviewing', 'approved', 'paid'];

/** The step after this one when all goes well. */
const following = (step: Step): Step | undefined =>
  step === 'returned' ? undefined : course[course.indexOf(step) + 1];

/** An application, with what comes next. `now` in epoch milliseconds decides whether it is late. */
export const shownApplication = (application: FundApplication, now: number): ApplicationShown => {
  const { step, expectedOn } = application;
  const nextStep = following(step);
  return {
    ...application,
    done: step === 'paid',
    late: nextStep !== undefined && expectedOn !== undefined && beijingDay(now) > expectedOn,
    ...(nextStep === undefined ? {} : { nextStep }),
  };
};

/** The applications of an account, newest first. */
export const applicationsOf = async (backend: Backend, subject: string, now: number): Promise<ApplicationShown[]> =>
  (await backend.records('fund-application', subject, { limit: most })).map((application) =>
    shownApplication(application, now),
  );

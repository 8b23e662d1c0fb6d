import type { FundApplication } from '../../backend/kinds/fund-application.ts';

/** Where an application stands. */
export type Step = FundApplication['step'];

/** An application as the follower sees it, with what stands before it when all goes well. */
export interface ApplicationShown extends FundApplication {
  /** Decided for good, one way or the other. */
  done: boolean;
  /** The step that comes next; absent when it is done or returned. */
  nextStep?: Step;
  /** Should have been done by now, and is not. */
  late: boolean;
}

/** The applications of an account, newest first. */
export interface Applications {
  applications: ApplicationShown[];
}

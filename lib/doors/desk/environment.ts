import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import type { StaffRecord } from './staff.ts';

/** What Hono carries through a request of the desk. */
export interface DeskEnv {
  Bindings: { event: LambdaEvent; lambdaContext: LambdaContext };
  Variables: {
    /** Who is signed in; set behind the session check only. */
    staff: StaffRecord;
    requestId: string;
  };
}

/** Id of the request and the address it came from, as the gateway says. */
export const requestFacts = (event: LambdaEvent): { requestId: string; sourceIp: string } => {
  const { requestContext } = event as { requestContext: { requestId: string; http: { sourceIp: string } } };
  return { requestId: requestContext.requestId, sourceIp: requestContext.http.sourceIp };
};

import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';

/** What Hono carries through a request: Lambda's event below, what the door found out above. */
export interface PageEnv {
  Bindings: { event: LambdaEvent; lambdaContext: LambdaContext };
  Variables: {
    /** The signed-in follower; set behind the session check only. */
    openid: string;
    requestId: string;
    sourceIp: string;
  };
}

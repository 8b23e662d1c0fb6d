import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import type { Caller } from './callers.ts';

/** What Hono carries through a request: Lambda's event below, what the door found out above. */
export interface OpenEnv {
  Bindings: { event: LambdaEvent; lambdaContext: LambdaContext };
  Variables: {
    requestId: string;
    /** Who called; set behind the authentication only. */
    caller: Caller;
    /** The body as it was signed. */
    body: Uint8Array;
  };
}

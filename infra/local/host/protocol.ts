import type { Manifest } from '../manifest.ts';

/** What the host of functions is told when it starts. */
export interface HostOrder {
  manifest: Manifest;
  /** Folder with the built functions. */
  buildDir: string;
  /** File of the thread that plays one execution environment. */
  threadFile: string;
  clockFile: string;
  accountPort: number;
  invokePort: number;
  /** Added to every function's environment: credentials, address of the stand-ins. */
  environment: Record<string, string>;
}

/** What the host tells its parent. */
export type HostReport = { kind: 'ready' } | { kind: 'failed'; message: string };

/** What a thread is given at its start. */
export interface ThreadData {
  file: string;
  exportName: string;
  clockFile: string;
}

/** The part of Lambda's context that crosses into a thread. */
export interface ContextData {
  functionName: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  timeoutMs: number;
}

/** One event for a thread; payloads are JSON text, as in Lambda. */
export interface ThreadTask {
  payload: string;
  context: ContextData;
}

/** An error as Lambda reports it to whoever invoked. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

/** What became of one invocation. */
export type Invocation = { ok: true; payload: string } | { ok: false; error: FunctionError };

/** What a thread says: its handler is loaded, or an invocation ended. */
export type ThreadReport = { kind: 'loaded' } | { kind: 'ended'; invocation: Invocation };

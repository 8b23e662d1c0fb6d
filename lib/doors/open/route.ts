import type * as z from 'zod/mini';
import type { Caller, Right } from './callers.ts';

/** A request past the door's checks. */
export interface OpenCall<Input> {
  caller: Caller;
  /** Who asks, as notices and outages write it down. */
  by: string;
  /** Idempotency key of a request that does something; empty for a GET. */
  key: string;
  /** The path's `{id}`; empty where there is none. */
  id: string;
  /** The body, checked by the route's schema. */
  input: Input;
  /** Epoch milliseconds. */
  now: number;
}

/** What a route answers: JSON; 202 for what goes on by itself, 200 when absent. */
export interface OpenAnswer<Answer> {
  status?: 200 | 202;
  body: Answer;
}

/** A route of the door, with all that the contract says of it. */
export interface OpenRoute<Input = unknown, Answer = unknown> {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below `/open/v1`: `/outages/:id`. */
  path: string;
  /** Its name in the contract. */
  name: string;
  summary: string;
  /** What the caller must be allowed; absent where it depends on whose the thing is. */
  right?: Right;
  /** The body; none when absent. */
  input?: z.ZodMiniType<Input>;
  answer: z.ZodMiniType<Answer>;
  handle(call: OpenCall<Input>): Promise<OpenAnswer<Answer>>;
}

/** Declares a route with the types that its schemas infer. */
export const defineOpenRoute = <Input, Answer>(route: OpenRoute<Input, Answer>): OpenRoute =>
  route as unknown as OpenRoute;

/** `2026-08-31T09:30:00+08:00` of epoch milliseconds. */
export const instantOf = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** The same where there is a time at all, under a name. */
export const instantAs = <Name extends string>(name: Name, at: number | undefined): { [Key in Name]?: string } =>
  (at === undefined ? {} : { [name]: instantOf(at) }) as { [Key in Name]?: string };

import type * as z from 'zod';
import { type HttpAnswer, json } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { findPerson } from '../people/followers.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { ControlError } from './error.ts';

/** A call of the control or phone API, with the names in its path filled in. */
export interface ControlCall extends HttpCall {
  params: Record<string, string>;
}

/** One order that tests and the phone page may give. */
export interface ControlRoute {
  method: string;
  /** `:name` stands for one segment. */
  path: string;
  /** The answer's JSON, or an `HttpAnswer`. Throws `ControlError`. */
  handle(world: World, call: ControlCall): unknown;
}

/** Names in a path, when it fits the pattern. */
export const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const part = given[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decodeURIComponent(part);
    else if (segment !== part) return undefined;
  }
  return params;
};

/** The JSON body in the shape of `schema`; an empty body is `{}`. Unknown members are refused, so that a typo fails. */
export const readOrder = <Schema extends z.ZodType>(call: HttpCall, schema: Schema): z.infer<Schema> => {
  const text = call.body.toString('utf8').trim();
  const read = (): unknown => {
    try {
      return text === '' ? {} : JSON.parse(text);
    } catch {
      throw new ControlError(400, 'bad_json', 'the body is not JSON');
    }
  };
  const result = schema.safeParse(read());
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  throw new ControlError(400, 'bad_body', issue?.message ?? 'the body does not fit', unknown ?? issue?.path.join('.'));
};

/** The person that the path names. Throws 404. */
export const personIn = (world: World, call: ControlCall): Follower => {
  const person = findPerson(world, call.params['openid'] ?? '');
  if (!person) throw new ControlError(404, 'no_such_follower', 'nobody has this openid', 'openid');
  return person;
};

/** The answer of a refused order. */
export const refusedOrder = ({ status, code, message, field }: ControlError): HttpAnswer =>
  json({ error: { code, message, ...(field ? { field } : {}) } }, status);

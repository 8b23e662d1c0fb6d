import type * as z from 'zod';
import type { HttpCall } from '../http/call.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';

/** One of WeChat's calls, under its real path. */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'ANY';
  path: string;
  /** Calls without the account's access token: token endpoints, OAuth, pictures. */
  open?: boolean;
  /** Calls a day; five million when absent. */
  daily?: number;
  /** The answer: a JSON value, or an `HttpAnswer` for anything else. Throws `ApiError`. */
  handle(world: World, call: HttpCall): unknown;
}

/** A call that must be made by GET. */
export const get = (path: string, handle: ApiRoute['handle'], rest: Partial<ApiRoute> = {}): ApiRoute => ({
  method: 'GET',
  path,
  handle,
  ...rest,
});

/** A call that must be made by POST. */
export const post = (path: string, handle: ApiRoute['handle'], rest: Partial<ApiRoute> = {}): ApiRoute => ({
  method: 'POST',
  path,
  handle,
  ...rest,
});

/** The JSON body in the shape of `schema`. Throws 44002 for an empty body and 47001 for anything that does not fit. */
export const readBody = <Schema extends z.ZodType>(call: HttpCall, schema: Schema): z.infer<Schema> => {
  const text = call.body.toString('utf8');
  if (text.trim() === '') throw new ApiError(44002);
  const read = (): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      throw new ApiError(47001);
    }
  };
  const result = schema.safeParse(read());
  if (!result.success) throw new ApiError(47001, `hint: [${result.error.issues[0]?.path.join('.') ?? ''}]`);
  return result.data;
};

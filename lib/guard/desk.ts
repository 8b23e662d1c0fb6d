import type * as z from 'zod/mini';
import type { Organisation, Profile } from '../platform/organisation.ts';

/** What a member of staff may do at the desk: see and draft notices, let them go out, let urgent ones go out, manage the staff. */
export const staffRights = ['notices', 'notices:confirm', 'notices:urgent', 'staff'] as const;
export type StaffRight = (typeof staffRights)[number];

/** A member of staff who is signed in. */
export interface StaffMember {
  /** Lower-case, unique; the one by which they sign in and that the trail names. */
  name: string;
  displayName: string;
  rights: readonly StaffRight[];
}

/** A request of a desk page. */
export interface DeskCall<Input> {
  organisation: Organisation;
  staff: StaffMember;
  /** Path parameters, query and JSON body together, checked by the route's schema. */
  input: Input;
  /** Epoch milliseconds. */
  now: number;
  requestId: string;
}

/** A JSON route of a room, below `/desk/api/<room>`. A POST is written to the trail (`desk_action`) with the input's `id`. */
export interface DeskRoute<Input = unknown> {
  method: 'GET' | 'POST';
  /** Such as `/` or `/:id/confirm`. */
  path: string;
  /** Beyond the room's own. */
  right?: StaffRight;
  /** True for a POST that changes nothing, such as a preview: it is not written to the trail. */
  asks?: boolean;
  input?: z.ZodMiniType<Input>;
  /** What the page gets, as JSON; a `Response` goes out as it is. A `Refusal` becomes a 4xx with its message, which is Chinese and says the next step. */
  handle(call: DeskCall<Input>): Promise<unknown>;
}

/** A room of the desk: who may enter, where it stands in the sidebar, its routes. Its pages stand in the desk's registry. */
export interface DeskRoom {
  /** Also the first part of its routes: `/desk/api/<name>/…`. */
  name: string;
  /** In the sidebar. */
  title: string;
  /** The page that the sidebar leads to, below `/desk/`. */
  path: string;
  right: StaffRight;
  /** Whether an organisation has it; every one when absent. */
  shown?(profile: Profile): boolean;
  routes: readonly DeskRoute[];
}

/** Declares a room of the desk. */
export const defineDeskRoom = (room: DeskRoom): DeskRoom => room;

/** Declares a route with the type that its schema infers. */
export const defineDeskRoute = <Input>(route: DeskRoute<Input>): DeskRoute => route as DeskRoute;

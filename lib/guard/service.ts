import type * as z from 'zod/mini';
import type { Backend } from '../backend/port.ts';
import type { Binding } from '../followers/binding.ts';
import type { Bindings } from '../followers/bindings.ts';
import type { CodeSender } from '../followers/code-sender.ts';
import type { Follower, Tier } from '../followers/follower.ts';
import type { Organisation } from '../platform/organisation.ts';
import type { Topic } from '../platform/profile/menu.ts';
import type { Reply } from '../wechat/reply.ts';

/** What the guard checks before anything is done for a follower. */
export interface Need {
  tier: Tier;
  /** Kind of subject (户号, 卡) that must be bound, or several of which one is enough; the default binding, or the one that was asked for, is handed over. */
  binding?: string | readonly string[];
  /** Uses per follower, service and day (Beijing); `personal` is the organisation's limit for queries of personal data; `none` lifts a service's for a route. */
  dailyLimit?: number | 'personal' | 'none';
  /** Whether each use is written to the trail that the follower can see. */
  audited?: boolean;
}

/** What a follower asked of a service in chat. */
export interface Asked {
  organisation: Organisation;
  follower: Follower;
  topic: Topic;
  /** What was said, as sent; empty for a tap. */
  words: string;
  /** A place sent with the question, in GCJ-02 degrees. */
  place?: { latitude: number; longitude: number; label: string };
  /** Set when the service needs a binding. */
  binding?: Binding;
  /** Epoch milliseconds. */
  now: number;
}

/** A request of a page. */
export interface ApiCall<Input> {
  organisation: Organisation;
  follower: Follower;
  /** Set when the route needs a binding. */
  binding?: Binding;
  /** Path parameters, query and JSON body together, checked by the route's schema. */
  input: Input;
  /** Epoch milliseconds. */
  now: number;
  requestId: string;
  /** Address that the request came from, for limits only. */
  sourceIp: string;
}

/** A JSON route of a page, below `/api/<service>`. What it does not name of `Need` is the service's own. */
export interface Route<Input = unknown> extends Partial<Need> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Such as `/` or `/:month`. */
  path: string;
  /** False for a route that works without the binding that the service needs. */
  needsBinding?: boolean;
  input?: z.ZodMiniType<Input>;
  /** What the page gets, as JSON. An `AppError` of kind `reject` becomes a 4xx with its message. */
  handle(call: ApiCall<Input>): Promise<unknown>;
}

/** A service: who may use it, its answer in chat, its routes. Nothing calls `answer`, `nearby` or `handle` but the guard. */
export interface Service extends Need {
  name: string;
  /** As followers read it, in a refusal or on the trail. */
  title: string;
  answer?(asked: Asked): Promise<Reply>;
  /** A paragraph about a place that was sent, which stands before the nearest outlets; undefined when there is nothing to say. At most 1,000 bytes. */
  nearby?(asked: Asked): Promise<string | undefined>;
  /** The page that shows what was asked, where a follower lands who first has to bind or to prove something. */
  page?(asked: Pick<Asked, 'words' | 'now'>): { path: string; query?: Record<string, string> };
  routes?: readonly Route[];
}

/** What services are made of; each takes what it uses. */
export interface Ports {
  backend: Backend;
  bindings: Bindings;
  /** One-time codes by text message; `codeShown` and `redeemedPayload` of codes.ts put their outcomes into words. */
  codes: CodeSender;
  /** Full address of one of the account's own pages, such as `pageUrl('/pages/bills', { month: '2026-08' })`. */
  pageUrl: (path: string, query?: Record<string, string>) => string;
}

/** Declares a service; each folder of `lib/services` exports a function that makes one. */
export const defineService = (service: Service): Service => service;

/** Declares a route with the type that its schema infers. */
export const defineRoute = <Input>(route: Route<Input>): Route => route as Route;

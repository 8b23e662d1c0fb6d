import type { Follower, Tier } from '../followers/follower.ts';
import type { Organisation, Topic } from '../platform/organisation.ts';
import type { Reply } from '../wechat/reply.ts';

/** What a follower asked of a service. */
export interface Asked {
  organisation: Organisation;
  follower: Follower;
  topic: Topic;
  /** What was said, as sent; empty for a tap. */
  words: string;
  /** A place sent with the question, in GCJ-02 degrees. */
  place?: { latitude: number; longitude: number; label: string };
  /** Epoch milliseconds. */
  now: number;
}

/** A service: who may use it, how often, and its answer in chat. Nothing calls `answer` but the guard. */
export interface Service {
  name: string;
  tier: Tier;
  /** Uses per follower and day (Beijing); `personal` is the organisation's limit for queries of personal data. */
  dailyLimit?: number | 'personal';
  /** Whether each use is written to the trail that the follower can see. */
  audited?: boolean;
  answer(asked: Asked): Promise<Reply>;
}

/** Declares a service; each folder of `lib/services` exports one. */
export const defineService = (service: Service): Service => service;

import * as z from 'zod/mini';
import type { Tier } from '../../followers/follower.ts';

/** What the routes take. */
export const inputs = {
  trail: z.strictObject({
    after: z.optional(z.string().check(z.regex(/^[\w.:#-]{1,120}$/, '没有更早的记录了。'))),
  }),
  withdraw: z.strictObject({ id: z.string().check(z.maxLength(120)) }),
  erase: z.strictObject({
    challenge: z.optional(z.string().check(z.regex(/^[\w-]{22}$/, '验证码已经失效，请重新获取。'))),
    code: z.optional(z.string().check(z.regex(/^\d{6}$/, '验证码是6位数字。'))),
  }),
};

/** Who the follower has proved to be. */
export interface Overview {
  /** Name of the account. */
  organisation: string;
  tier: Tier;
  /** The registered phone, masked. */
  phone?: string;
  /** Whether this is a demonstration. */
  demo: boolean;
}

/** A look at personal data. */
export interface TrailEntry {
  /** Epoch milliseconds. */
  at: number;
  /** The service's title. */
  title: string;
}

/** A consent that is in force. */
export interface ConsentShown {
  /** The purpose. */
  id: string;
  title: string;
  version?: string;
  /** Epoch milliseconds. */
  at: number;
}

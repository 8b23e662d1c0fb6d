import * as z from 'zod/mini';

/** What the routes take. */
export const inputs = {
  notice: z.strictObject({
    notice: z.string().check(z.regex(/^[\w-]{16,40}$/, '没有这条通知。请从公众号里收到的通知重新打开。')),
  }),
};

/** A notice as its recipient sees it. */
export interface NoticeShown {
  /** The template's. */
  title: string;
  lines: { label: string; value: string }[];
  /** The full text, where the notice has one. */
  text?: string;
  /** When it began to go out, in epoch milliseconds. */
  sentAt: number;
  mustRead: boolean;
  /** Epoch milliseconds. */
  readAt?: number;
}

import type { Tuning } from '../options.ts';

/** What WeChat is going to report of one message. */
export interface NoticeReceipt {
  kind: 'template' | 'subscription';
  openid: string;
  messageId: string;
  templateId: string;
  /** Status of a template message, `success` or `failed:…`. */
  status: string;
  /** Its notice in the counts. */
  notice: string;
  /** To one of the silent followers: the wire log keeps it only when it fails. */
  silent: boolean;
  /** The account has taken it; a second copy is not counted again. */
  taken?: true;
}

/** Receipts on their way. */
export interface ReceiptStream {
  add(receipt: NoticeReceipt): void;
  waiting(): number;
  close(): void;
}

interface Due {
  receipt: NoticeReceipt;
  at: number;
}

const defaultDelayMs = 300;
/** Receipts overtake each other, always in the same way. */
const unevenness = [1, 0.4, 1.6, 0.7];
const atOnce = 64;
const tickMs = 5;
/** What is at the front of a list is cut off in steps, since cutting at every receipt would make a long list slow. */
const cutAfter = 4096;

/** A list that is read from the front. */
const createLine = () => {
  let entries: Due[] = [];
  let front = 0;
  return {
    push: (due: Due) => void entries.push(due),
    first: () => entries[front],
    shift: () => {
      front += 1;
      if (front < cutAfter) return;
      entries = entries.slice(front);
      front = 0;
    },
    size: () => entries.length - front,
    clear: () => {
      entries = [];
      front = 0;
    },
  };
};

/**
 * Delivers receipts by `deliver` after the tuning's delay, uneven, at most 64 at once and no faster than its rate.
 * One line for each delay keeps them in the order of their times without sorting: a push brings a million.
 */
export const createReceiptStream = (
  tuning: () => Tuning,
  deliver: (receipt: NoticeReceipt) => Promise<unknown>,
): ReceiptStream => {
  const lines = unevenness.map(createLine);
  let added = 0;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let allowance = { left: 0, at: performance.now() };

  const waiting = () => lines.reduce((sum, line) => sum + line.size(), 0);

  /** How many may go now at the wanted rate; what was not used is kept for a tenth of a second. */
  const allowed = (): number => {
    const { receiptsPerSecond: rate } = tuning();
    if (rate === undefined) return Number.POSITIVE_INFINITY;
    const now = performance.now();
    allowance = { left: Math.min(rate / 10, allowance.left + ((now - allowance.at) / 1000) * rate), at: now };
    return Math.floor(allowance.left);
  };

  const start = ({ receipt }: Due) => {
    running += 1;
    allowance.left -= 1;
    const ended = () => {
      running -= 1;
    };
    deliver(receipt).then(ended, ended);
  };

  const pump = () => {
    timer = undefined;
    const now = performance.now();
    let left = allowed();
    for (const line of lines) {
      for (let due = line.first(); due !== undefined && due.at <= now; due = line.first()) {
        if (left <= 0 || running >= atOnce) break;
        line.shift();
        left -= 1;
        start(due);
      }
    }
    if (waiting() > 0) timer = setTimeout(pump, tickMs);
  };

  return {
    add: (receipt) => {
      const { receiptDelayMs = defaultDelayMs, receiptCopies = 1 } = tuning();
      for (let copy = 0; copy < receiptCopies; copy += 1) {
        const place = added % unevenness.length;
        added += 1;
        lines[place]?.push({ receipt, at: performance.now() + receiptDelayMs * (unevenness[place] ?? 1) });
      }
      timer ??= setTimeout(pump, tickMs);
    },
    waiting,
    close: () => {
      clearTimeout(timer);
      for (const line of lines) line.clear();
    },
  };
};

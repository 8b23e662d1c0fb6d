import type { RecordedCall, WireEntry } from './contract.ts';
import { createHub, type Hub } from './hub.ts';
import { type Counts, createCounts } from './notices/counts.ts';
import { createReceiptStream, type ReceiptStream } from './notices/receipt-stream.ts';
import { createRepetitions, type Repetitions } from './notices/repetitions.ts';
import { reportNotice } from './notices/report.ts';
import type { SimulatorOptions, Tuning } from './options.ts';
import { createPersistence, loadState } from './persistence.ts';
import { createReceipts, type Receipts } from './receipts.ts';
import type { State } from './state.ts';

/** What every part of the simulator works on. */
export interface World {
  options: SimulatorOptions;
  state: State;
  /** Where the simulator listens, `http://127.0.0.1:3001`; empty until it does. */
  url: string;
  now(): number;
  /** Must follow every change of `state`. */
  changed(): void;
  hub: Hub;
  /** What went over the wire in either direction, newest last. */
  wire: WireEntry[];
  /** Entries ever logged, since the log itself forgets. */
  wireCount: number;
  /** The account's calls of WeChat's API and of the Tencent Cloud stand-in. */
  calls: RecordedCall[];
  /** What WeChat reports by itself, after a while. */
  receipts: Receipts;
  /** Receipts of notices. */
  receiptStream: ReceiptStream;
  /** What is quicker or harsher than WeChat; tests change it while it runs. */
  tuning: Tuning;
  /** Sends of the last ten minutes that had a `client_msg_id`; forgotten at a restart. */
  repetitions: Repetitions;
  counts: Counts;
  close(): void;
}

/** Opens the world that `dataDir` holds. */
export const createWorld = (options: SimulatorOptions): World => {
  const state = loadState(options.dataDir);
  const persistence = createPersistence(options.dataDir, state);
  const receipts = createReceipts();
  const world: World = {
    options,
    state,
    url: '',
    now: options.clock.now,
    changed: persistence.changed,
    hub: createHub(),
    wire: [],
    wireCount: 0,
    calls: [],
    receipts,
    receiptStream: createReceiptStream(
      () => world.tuning,
      (receipt) => reportNotice(world, receipt),
    ),
    tuning: { ...options.tuning },
    repetitions: createRepetitions(),
    counts: createCounts(),
    close: () => {
      receipts.close();
      world.receiptStream.close();
      persistence.close();
    },
  };
  return world;
};

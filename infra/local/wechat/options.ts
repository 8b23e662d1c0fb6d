import type { CampusAnswer, CampusRequest } from '../campus/request.ts';
import type { Faults } from '../faults.ts';

/** The service account that the simulator plays WeChat for, as its administrator would enter it on mp.weixin.qq.com. */
export interface SimulatorAccount {
  name: string;
  appId: string;
  appSecret: string;
  token: string;
  encodingAesKey: string;
  /** `gh_…`, the ToUserName of everything the account receives. */
  originalId: string;
  securityMode: 'safe' | 'compatible' | 'plaintext';
  callbackUrl: string;
}

/** Simulated time: the machine's, plus an offset that tests move forward. */
interface SimulatorClock {
  now(): number;
  advance(ms: number): void;
  offsetMs(): number;
}

/** The built phone page. Names of assets begin with `/phone/assets/`. */
export interface PhoneFiles {
  html: string;
  assets: Map<string, { body: Uint8Array; type: string }>;
}

/** What a test may make quicker or harsher than WeChat. */
export interface Tuning {
  /** Deliveries of one callback in all; WeChat makes 3. */
  attempts?: number;
  /** Patience for one answer; WeChat has 5000. */
  timeoutMs?: number;
  /** How long after a delivery that failed the next one comes (0). */
  retryPauseMs?: number;
  /** How long an answer to the account takes at least; a real one takes about 50. */
  answerMs?: number;
  /** How long after a send its receipt comes (300), give or take 60 %, so that receipts overtake each other. */
  receiptDelayMs?: number;
  /** Receipts that reach the account in a second; as many as are due when absent. */
  receiptsPerSecond?: number;
  /** How often each receipt comes (1). */
  receiptCopies?: number;
  /** The id in receipts: the message's own, 0 as WeChat gives at times, or none. */
  receiptMessageId?: 'own' | 'zero' | 'none';
  /** Lets a receipt reach the account before the answer to its send, which WeChat does under load. */
  receiptBeforeAnswer?: boolean;
}

/** Everything `startSimulator` needs. */
export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  /** Address to listen on; 127.0.0.1 when absent. */
  host?: string;
  /** Folder of `wechat.json` (the state) and `wechat-media/` (photos and voices). */
  dataDir: string;
  account: SimulatorAccount;
  faults: Faults;
  clock: SimulatorClock;
  phone?: PhoneFiles;
  /** A neighbour that answers below `/campus`: the campus's unified sign-on, which has no port of its own. */
  campus?: (request: CampusRequest) => CampusAnswer | undefined;
  tuning?: Tuning;
}

import { loadOrganisation } from '../../../infra/build/organisation.ts';
import type { Fault } from '../../../infra/local/faults.ts';
import { type Stack, type StackOptions, startStack } from '../../../infra/local/stack.ts';
import type { PhoneFollower, RecordedCall } from '../../../infra/local/wechat/contract.ts';
import type { Profile } from '../../../lib/platform/organisation.ts';
import { createJsonClient, type JsonClient } from './json-client.ts';
import { aFollower, type Person } from './person.ts';
import { openStore, type Store } from './store.ts';
import { until } from './until.ts';

/** A running account with a WeChat around it, and what tests do to both. */
export interface OpenAccount {
  readonly stack: Stack;
  readonly simulator: JsonClient;
  readonly store: Store;
  readonly profile: Profile;
  follow(scene?: string): Promise<Person>;
  /** Puts faults in the way, the first of them met first; `times` is 1 unless it is given. */
  faults(...faults: (Omit<Fault, 'times'> & { times?: number })[]): void;
  clearFaults(): void;
  /** Calls that the account made to WeChat under this path. */
  calls(path: string): Promise<RecordedCall[]>;
  /** How often a function was invoked since the start, and has ended. */
  invocations(name: string): number;
  /** Does something, and resolves when so many more invocations of a function have ended. */
  afterInvocations<Value>(name: string, count: number, work: () => Promise<Value>): Promise<Value>;
  advance(ms: number): Promise<void>;
  /** Moves the clock forward to the next such time in Beijing, `HH:MM`. */
  advanceTo(time: string): Promise<void>;
  now(): number;
  /** Ends everything; throws when any follower has ever seen WeChat's fault banner. */
  close(): Promise<void>;
}

const dayMs = 86_400_000;
const beijingMs = 8 * 3_600_000;

const untilTime = (now: number, time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = (hours * 60 + minutes) * 60_000;
  return (wanted - ((now + beijingMs) % dayMs) + dayMs) % dayMs;
};

const bannersIn = async (simulator: JsonClient): Promise<string[]> => {
  const followers = await simulator.get<PhoneFollower[]>('/control/followers');
  const chats = await Promise.all(
    followers.map(({ openid }) => simulator.get<unknown[]>(`/control/followers/${openid}/chat`)),
  );
  return chats.map((chat) => JSON.stringify(chat)).filter((chat) => chat.includes('"type":"banner"'));
};

/** Starts the local stack of an organisation with everything that a journey needs. */
export const openAccount = async (options: StackOptions = {}): Promise<OpenAccount> => {
  const stack = await startStack({ quiet: true, ...options });
  const { profile } = await loadOrganisation(stack.organisation);
  const simulator = createJsonClient(stack.simulatorUrl ?? '');
  const store = openStore(stack);
  const advance = (advanceMs: number) => simulator.post<void>('/control/clock', { advanceMs });
  const invocations = (name: string) => stack.aws.calls.list().filter((call) => call.function === name).length;
  const close = async () => {
    const banners = await bannersIn(simulator).finally(async () => {
      store.close();
      await stack.stop();
    });
    if (banners.length > 0) throw new Error(`a follower saw the fault banner:\n${banners.join('\n')}`);
  };
  return {
    stack,
    simulator,
    store,
    profile,
    advance,
    close,
    follow: (scene) => aFollower(simulator, scene),
    faults: (...faults) => {
      for (const fault of faults) stack.faults.add({ times: 1, ...fault });
    },
    clearFaults: () => stack.faults.clear(),
    calls: (path) => simulator.get(`/control/calls?path=${encodeURIComponent(path)}`),
    invocations,
    afterInvocations: async (name, count, work) => {
      const wanted = invocations(name) + count;
      const result = await work();
      await until(`${count} invocations of ${name}`, () => invocations(name) >= wanted || undefined);
      return result;
    },
    advanceTo: (time) => advance(untilTime(stack.clock.now(), time)),
    now: stack.clock.now,
  };
};

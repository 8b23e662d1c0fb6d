import { benchCodec } from './codec.ts';
import { benchColdStart } from './cold-start.ts';
import { benchRoundTrips, benchThroughput, withStack } from './stack.ts';

/** The door: CPU, cold start, round trips, throughput of the local stack. */
export const run = async (): Promise<void> => {
  benchCodec();
  await benchColdStart();
  await withStack(async (stack) => {
    await benchRoundTrips(stack);
    await benchThroughput(stack);
  });
};

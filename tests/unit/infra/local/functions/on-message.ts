import type { Context } from 'aws-lambda';

let served = 0;

/** Does what the event says. */
export const handler = async (event: { act?: string }, context: Context) => {
  served += 1;
  if (event.act === 'throw') throw new RangeError('no such act');
  if (event.act === 'exit') process.exit(3);
  if (event.act === 'reject') void Promise.reject(new Error('nobody waits'));
  if (event.act === 'spin') for (;;);
  if (event.act === 'environment') return { ...process.env };
  await new Promise((done) => setTimeout(done, event.act === 'slow' ? 50 : 0));
  return { served, now: Date.now(), remaining: context.getRemainingTimeInMillis(), function: context.functionName };
};

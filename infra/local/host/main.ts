import { openClock } from '../clock.ts';
import { createFunctions } from './functions.ts';
import { startGateway } from './gateway.ts';
import { startInvocations } from './invocations.ts';
import type { HostOrder, HostReport } from './protocol.ts';

const report = (message: HostReport) => process.send?.(message);

const start = async (order: HostOrder) => {
  const clock = openClock(order.clockFile);
  const functions = createFunctions(order);
  await startInvocations(order.invokePort, functions);
  await startGateway({ port: order.accountPort, routes: order.manifest.routes, functions, now: clock.now });
  report({ kind: 'ready' });
};

process.once('message', (order: HostOrder) => {
  start(order).catch((error: unknown) => report({ kind: 'failed', message: String(error) }));
});
// The parent's end closes this channel, however it ended: nothing of a stack outlives it.
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));

import { createServer } from 'node:net';
import { AppError } from '../../lib/platform/errors.ts';
import { portsFrom, type StackPorts } from './defaults.ts';

/** True when nobody listens on this port of 127.0.0.1. */
export const portIsFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

const firstTaken = async (ports: StackPorts): Promise<number | undefined> => {
  for (const port of Object.values(ports)) if (!(await portIsFree(port))) return port;
  return undefined;
};

/** The four ports from `first` on. Throws `AppError('port_in_use', 'give-up')` that says what to do. */
export const claimPorts = async (first: number): Promise<StackPorts> => {
  const ports = portsFrom(first);
  const taken = await firstTaken(ports);
  if (taken === undefined) return ports;
  const advice = `Stop it, or choose another: PORT=${first + 100} npm start`;
  throw new AppError('port_in_use', 'give-up', `Port ${taken} is in use (another npm start?). ${advice}`);
};

/** Four free neighbouring ports somewhere between 20000 and 30000, for tests: below the range that systems give to clients. */
export const findPorts = async (): Promise<StackPorts> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const ports = portsFrom(20_000 + 4 * Math.floor(Math.random() * 2500));
    if ((await firstTaken(ports)) === undefined) return ports;
  }
  throw new AppError('no_free_port', 'give-up', 'no four neighbouring ports are free between 20000 and 30000');
};

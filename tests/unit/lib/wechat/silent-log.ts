import type { ApiLog } from '../../../../lib/wechat/ports.ts';

/** A log that keeps its lines as text. */
export const createSilentLog = (): ApiLog & { lines: string[] } => {
  const lines: string[] = [];
  const keep = (event: string, fields?: Record<string, unknown>) =>
    void lines.push(JSON.stringify({ event, ...fields }));
  return { lines, info: keep, warn: keep };
};

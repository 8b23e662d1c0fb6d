import { useEffect, useState } from 'preact/hooks';
import { post } from '../../../page-kit/desk.tsx';
import type { OutageNoticeShown } from './model.ts';

const countPaceMs = 1500;
const afterFaultMs = 5000;

/** Asks for the counts of the notices until all are counted. */
export const useCounts = (ids: readonly string[], round: number): ReadonlyMap<string, OutageNoticeShown> => {
  const [notices, setNotices] = useState<ReadonlyMap<string, OutageNoticeShown>>(new Map());
  const key = ids.join();
  useEffect(() => {
    if (key === '') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = async () => {
      const asked = key.split(',');
      const found = await post<{ notices: OutageNoticeShown[] }>('/desk/api/outages/counts', { ids: asked }).catch(
        () => undefined,
      );
      if (!current) return;
      if (found) setNotices(new Map(found.notices.map((notice) => [notice.id, notice])));
      const isCounted =
        found?.notices.length === asked.length && found.notices.every(({ state }) => state !== 'freezing');
      if (!isCounted) timer = setTimeout(ask, found ? countPaceMs : afterFaultMs);
    };
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, round]);
  return notices;
};

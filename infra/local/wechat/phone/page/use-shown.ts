import { useEffect, useState } from 'preact/hooks';
import type { SimulationView } from './use-simulation.ts';

/** Whose phones are on the screen. */
export interface Shown {
  openids: string[];
  /** Shows this phone alone. */
  only(openid: string): void;
  /** Puts this phone beside the others, or takes it away. */
  toggle(openid: string): void;
}

const shelf = 'phone.shown';

/** Remembers whose phones are shown over a reload; the first follower's when none was picked. */
export const useShown = ({ simulation, tell }: SimulationView): Shown => {
  const [picked, pick] = useState(remembered);
  const known = picked.filter((openid) => simulation.followers.some((follower) => follower.openid === openid));
  const first = simulation.followers[0]?.openid;
  const openids = known.length > 0 || !first ? known : [first];
  useEffect(() => localStorage.setItem(shelf, JSON.stringify(picked)), [picked]);
  useEffect(() => {
    for (const openid of openids) if (simulation.unread[openid]) tell({ kind: 'seen', openid });
  });
  const without = (openid: string) => openids.filter((other) => other !== openid);
  return {
    openids,
    only: (openid) => pick([openid]),
    toggle: (openid) => pick(openids.includes(openid) ? without(openid) : [...openids, openid]),
  };
};

const remembered = (): string[] => {
  const kept: unknown = JSON.parse(localStorage.getItem(shelf) ?? '[]');
  return Array.isArray(kept) ? kept.filter((openid) => typeof openid === 'string') : [];
};

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { addressOf, createApi, type Fault, faultIn, type Query } from './api.ts';
import { here } from './navigation.ts';
import { signIn } from './sign-in.ts';

const api = createApi({ fetch: (url, init) => fetch(url, init), signIn, page: here });

export const { get, post } = api;

/** An answer on its way, here, or not coming. */
export type Loaded<Answer> =
  | { state: 'loading'; data: undefined; error: undefined }
  | { state: 'ready'; data: Answer; error: undefined }
  | { state: 'failed'; data: undefined; error: Fault };

const loading = { state: 'loading', data: undefined, error: undefined } as const;

/** What a view shows, and the way to ask again. */
export type Asked<Answer> = Loaded<Answer> & { reload(): void };

/**
 * Runs `load` when the page opens and whenever `key` changes. No key (`undefined`) asks nothing yet.
 * `reload` leaves what is shown until the new answer is here, so that nothing jumps; after a fault it shows loading.
 */
export const useLoad = <Answer>(key: string | undefined, load: () => Promise<Answer>): Asked<Answer> => {
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ key: string; loaded: Loaded<Answer> }>();
  useEffect(() => {
    if (key === undefined) return;
    let current = true;
    const show = (loaded: Loaded<Answer>) => current && setAnswer({ key, loaded });
    load().then(
      (data) => show({ state: 'ready', data, error: undefined }),
      (error: unknown) => show({ state: 'failed', data: undefined, error: faultIn(error) }),
    );
    return () => {
      current = false;
    };
  }, [round, key]);
  const reload = useCallback(() => {
    setAnswer((shown) => (shown?.loaded.state === 'ready' ? shown : undefined));
    setRound((count) => count + 1);
  }, []);
  return { ...(answer && answer.key === key ? answer.loaded : loading), reload };
};

/** `useLoad` of `GET` path with query: the usual way of a page to its data. */
export const useApi = <Answer>(path: string | undefined, query: Query = {}): Asked<Answer> => {
  const url = path && addressOf(path, query);
  return useLoad(url, () => get<Answer>(url ?? ''));
};

/** An act of the follower: whether it is under way, why it failed, and `run`, which ignores a second press while one is under way. */
export interface Act {
  busy: boolean;
  fault: Fault | undefined;
  run(work: () => Promise<void>): void;
}

/** For buttons and forms. */
export const useAct = (): Act => {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  // Two presses may come before the first is drawn.
  const running = useRef(false);
  const run = (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(undefined);
    work()
      .catch((error: unknown) => setFault(faultIn(error)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  };
  return { busy, fault, run };
};

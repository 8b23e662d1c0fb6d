import { useEffect, useRef, useState } from 'preact/hooks';
import { addressOf, createApi, type Fault, faultIn, type Query } from '../api.ts';
import { here } from '../navigation.ts';
import { type Asked, useLoad } from '../use-api.ts';

/** Said when a request finds that nobody is signed in any more; the shell then asks for name and password, and keeps the page as it is. */
export const signedOutEvent = 'desk:signed-out';
/** Said when somebody has signed in again. */
export const signedInEvent = 'desk:signed-in';

const signedOut: Fault = { code: 'signed_out', message: '登录过期了，没有提交。重新登录后，请再点一次。' };

const api = createApi({
  fetch: (url, init) => fetch(url, init),
  signIn: () => {
    dispatchEvent(new Event(signedOutEvent));
    return false;
  },
  signedOut,
  page: here,
  // A check of a long CSV file takes its time; the gateway gives up after 30 s.
  timeoutMs: 29_000,
});

export const { get, post } = api;

/** `GET` path with query, asked when the page opens and when either changes; after a fault again when somebody has signed in. */
export const useDesk = <Answer>(path: string | undefined, query: Query = {}): Asked<Answer> => {
  const url = path && addressOf(path, query);
  const asked = useLoad(url, () => get<Answer>(url ?? ''));
  const { state, reload } = asked;
  useEffect(() => {
    if (state !== 'failed') return;
    addEventListener(signedInEvent, reload);
    return () => removeEventListener(signedInEvent, reload);
  }, [state, reload]);
  return asked;
};

/** An answer that is asked for again and again. */
export interface Live<Answer> {
  data: Answer | undefined;
  /** Why the last asking failed; what was shown before stays. */
  fault: Fault | undefined;
  /** Asks at once. */
  reload(): void;
}

/** `GET` path, again `everyMs` after each answer, as long as that gives a number and the page is seen. */
export const useLive = <Answer>(path: string, everyMs: (data: Answer) => number | undefined): Live<Answer> => {
  const [shown, setShown] = useState<{ path: string; data?: Answer; fault?: Fault }>({ path });
  const [round, setRound] = useState(0);
  const pace = useRef(everyMs);
  pace.current = everyMs;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const again = (ms: number | undefined) => {
      if (current && ms !== undefined) timer = setTimeout(ask, ms);
    };
    const ask = (): void => {
      if (document.hidden) {
        again(1000);
        return;
      }
      get<Answer>(path).then(
        (data) => {
          if (current) setShown({ path, data });
          again(pace.current(data));
        },
        (error: unknown) => {
          if (!current) return;
          const fault = faultIn(error);
          setShown((before) => ({ ...(before.path === path ? before : { path }), fault }));
          if (fault.code === signedOut.code) addEventListener(signedInEvent, ask, { once: true });
          else again(5000);
        },
      );
    };
    ask();
    return () => {
      current = false;
      clearTimeout(timer);
      removeEventListener(signedInEvent, ask);
    };
  }, [path, round]);
  const { data, fault } = shown.path === path ? shown : { data: undefined, fault: undefined };
  return { data, fault, reload: () => setRound((count) => count + 1) };
};

import { useEffect, useState } from 'preact/hooks';

const shownMs = 3000;
const spoken = 'pages:toast';

/** Says a short sentence for some seconds: 已改好. Not for faults that need an answer. */
export const toast = (words: string): void => {
  dispatchEvent(new CustomEvent(spoken, { detail: words }));
};

/** Where they appear; part of the shell. The region is always there, since screen readers only announce changes inside one they know. */
export const Toasts = () => {
  const [words, setWords] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (event: Event) => {
      setWords(String((event as CustomEvent).detail));
      clearTimeout(timer);
      timer = setTimeout(() => setWords(''), shownMs);
    };
    addEventListener(spoken, show);
    return () => {
      removeEventListener(spoken, show);
      clearTimeout(timer);
    };
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {words && <p>{words}</p>}
    </div>
  );
};

import { useEffect, useState } from 'preact/hooks';

const moved = 'pages:moved';

/** Where the browser is: path and query, without the fragment. */
export const here = (): string => location.pathname + location.search;

/** Shows another page of ours without loading the shell again. `replace` leaves no step to come back to. */
export const go = (href: string, options: { replace?: boolean } = {}): void => {
  if (options.replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  dispatchEvent(new Event(moved));
};

/** The address, in step with the browser. */
export const useAddress = (): URL => {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const update = () => setHref(location.href);
    addEventListener('popstate', update);
    addEventListener(moved, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(moved, update);
    };
  }, []);
  return new URL(href);
};

const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.defaultPrevented && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** Lets plain links between pages be plain `<a href>`: those that `isOurs` knows are shown without a load. */
export const followLinks = (isOurs: (pathname: string) => boolean): void => {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || !isPlain(event)) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || !isOurs(address.pathname)) return;
    event.preventDefault();
    go(address.pathname + address.search);
  });
};

/** Some browsers read a backslash as a slash and leave control characters out, which would turn `/\host` into another site. */
const own = /^\/pages\/[^\\\p{Cc}]*$/u;

/** `path` if it is an address of these pages, else `otherwise`: nobody is sent to another site by a link's `then`. */
export const ownPath = (path: string | null | undefined, otherwise: string): string =>
  path && own.test(path) ? path : otherwise;

/** `href` of a page with `then` added: where to go when that page is done. One that names its own keeps it. */
export const withThen = (href: string, then: string): string => {
  if (ownPath(href, '') === '' || /[?&]then=/.test(href)) return href;
  return `${href}${href.includes('?') ? '&' : '?'}then=${encodeURIComponent(then)}`;
};

/** A path of the registry that fits an address, with its parameters. */
export interface RouteMatch {
  path: string;
  params: Record<string, string>;
}

/** The first of `paths` that fits `pathname`; a closing slash is let pass. */
export const matchRoute = (paths: readonly string[], pathname: string): RouteMatch | undefined => {
  for (const path of paths) {
    const params = paramsOf(partsOf(path), partsOf(pathname));
    if (params) return { path, params };
  }
  return undefined;
};

const partsOf = (path: string): string[] => path.replace(/\/$/, '').split('/');

const paramsOf = (wanted: string[], given: string[]): Record<string, string> | undefined => {
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decoded(given[index] ?? '');
    if (value === undefined) return undefined;
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
};

/** Undefined when the address is not well encoded. */
const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};

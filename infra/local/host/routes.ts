/** A route of the HTTP API, `GET /open/v1/{proxy+}`, and the function behind it. */
export interface Route {
  key: string;
  function: string;
}

/** The route that a request takes, and what its path filled in. */
export interface RouteMatch {
  route: Route;
  pathParameters: Record<string, string>;
}

interface ParsedRoute {
  route: Route;
  method: string;
  pattern: RegExp;
  names: string[];
  /** Lower goes first: exact paths, then variables, then greedy ones. */
  rank: number;
}

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const parseRoute = (route: Route): ParsedRoute => {
  if (route.key === '$default') return { route, method: 'ANY', pattern: /^/, names: [], rank: 9 };
  const [method = 'ANY', path = '/'] = route.key.split(' ');
  const names: string[] = [];
  const segments = path.split('/').map((segment) => {
    const [, name, greedy] = /^\{([\w.-]+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) return literally(segment);
    names.push(name);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  const rank = (path.includes('+}') ? 4 : names.length > 0 ? 2 : 0) + (method === 'ANY' ? 1 : 0);
  return { route, method, pattern: new RegExp(`^${segments.join('/')}$`), names, rank };
};

/** Finds routes as API Gateway does: the most particular path wins, then the particular method. */
export const createRouter = (routes: readonly Route[]) => {
  const parsed = routes.map(parseRoute).sort((one, other) => one.rank - other.rank);
  return (method: string, path: string): RouteMatch | undefined => {
    for (const { route, method: wanted, pattern, names } of parsed) {
      const found = wanted === 'ANY' || wanted === method ? pattern.exec(path) : null;
      if (found === null) continue;
      const values = names.map((name, index) => [name, decode(found[index + 1] ?? '')]);
      return { route, pathParameters: Object.fromEntries(values) };
    }
    return undefined;
  };
};

import type { OpenAccount } from './account.ts';
import type { Person } from './person.ts';

/** What a page got: the status and the JSON. */
export interface PageAnswer {
  status: number;
  // The shape is the route's; tests say what they expect of it.
  body: Record<string, unknown>;
}

/** The web view of one follower: cookies, and the calls that pages make. */
export interface WebView {
  get(path: string, headers?: Record<string, string>): Promise<PageAnswer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<PageAnswer>;
  /** Opens a page as a tap on a link does, signing in on the way; gives the address at the end. */
  open(path: string): Promise<string>;
  /** Sends the form of the page that is open, its hidden fields included; gives the address at the end. */
  submit(fields: Record<string, string>): Promise<string>;
}

const remember = (jar: Map<string, string>, response: Response): void => {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
};

const unescaped = (text: string): string =>
  text.replace(/&#(\d+);/g, (_mark, code: string) => String.fromCodePoint(Number(code)));

const cookieOf = (jar: Map<string, string>): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

const answerOf = async (response: Response): Promise<PageAnswer> => ({
  status: response.status,
  body: (await response.json().catch(() => ({}))) as Record<string, unknown>,
});

/** A web view in which nobody is signed in yet; `person` is whose phone it is. */
export const openWebView = (account: OpenAccount, person: Pick<Person, 'openid'>): WebView => {
  const { accountUrl } = account.stack;
  const jar = new Map([['phone_openid', person.openid]]);
  const fetchPage = (url: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: cookieOf(jar) } });
  let address = accountUrl;
  let html = '';
  const follow = async (first: string, init: RequestInit = {}): Promise<string> => {
    address = first;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await fetchPage(address, hops === 0 ? (init as { headers?: Record<string, string> }) : {});
      remember(jar, response);
      const location = response.headers.get('location');
      html = await response.text();
      if (location === null) return address;
      address = new URL(location, address).href;
    }
    throw new Error(`too many redirects on the way to ${first}`);
  };
  return {
    get: async (path, headers = {}) => answerOf(await fetchPage(`${accountUrl}${path}`, { headers })),
    post: async (path, body, headers = {}) =>
      answerOf(
        await fetchPage(`${accountUrl}${path}`, {
          method: 'POST',
          headers: { origin: accountUrl, 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      ),
    open: (path) => follow(`${accountUrl}${path}`),
    submit: (fields) => {
      const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
      const given = Object.fromEntries(hidden.map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]));
      const action = unescaped(/<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? '');
      const body = new URLSearchParams({ ...given, ...fields });
      return follow(new URL(action, address).href, { method: 'POST', body });
    },
  };
};

/** The six digits of the newest text message to anybody. */
export const newestCode = async (account: OpenAccount): Promise<string> => {
  const messages = await account.simulator.get<{ params: string[] }[]>('/control/sms');
  return messages.at(-1)?.params[0] ?? '';
};

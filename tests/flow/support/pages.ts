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
}

const remember = (jar: Map<string, string>, response: Response): void => {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
};

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
    open: async (path) => {
      let address = `${accountUrl}${path}`;
      for (let hops = 0; hops < 8; hops += 1) {
        const response = await fetchPage(address);
        remember(jar, response);
        const location = response.headers.get('location');
        if (location === null) return address;
        address = new URL(location, address).href;
      }
      throw new Error(`too many redirects on the way to ${path}`);
    },
  };
};

interface KindShown {
  kind: string;
  consentVersion: string;
  demo?: Record<string, string>;
}

/** The six digits of the newest text message to anybody. */
export const newestCode = async (account: OpenAccount): Promise<string> => {
  const messages = await account.simulator.get<{ params: string[] }[]>('/control/sms');
  return messages.at(-1)?.params[0] ?? '';
};

/** Binds the demo subject of a kind, as the binding page does, code and all. */
export const bindDemo = async (account: OpenAccount, view: WebView, kind: string): Promise<PageAnswer> => {
  const { kinds } = (await view.get('/api/binding/kinds')).body as { kinds: KindShown[] };
  const shown = kinds.find((each) => each.kind === kind);
  const started = await view.post('/api/binding/start', {
    kind,
    claims: shown?.demo,
    consentVersion: shown?.consentVersion,
  });
  if (started.status !== 200) return started;
  return view.post('/api/binding/confirm', { challenge: started.body['challenge'], code: await newestCode(account) });
};

import { demoStaff } from '../../../infra/local/demo-staff.ts';
import type { OpenAccount } from './account.ts';
import type { PageAnswer } from './pages.ts';

/** The desk's JSON, as a signed-in member of staff gets it. */
export interface Desk {
  get(path: string): Promise<PageAnswer>;
  post(path: string, body?: unknown): Promise<PageAnswer>;
}

const answerOf = async (response: Response): Promise<PageAnswer> => ({
  status: response.status,
  body: (await response.json().catch(() => ({}))) as Record<string, unknown>,
});

/** Signs in as the local stack's demo member, who has every right. Paths are below `/desk/api`. */
export const openDesk = async (account: OpenAccount): Promise<Desk> => {
  const { accountUrl } = account.stack;
  const send = (path: string, body: unknown, cookie = '') =>
    fetch(`${accountUrl}/desk/api${path}`, {
      method: 'POST',
      headers: { origin: accountUrl, 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const signedIn = await send('/sign-in', demoStaff);
  if (!signedIn.ok) throw new Error(`signing in failed: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return {
    get: async (path) => answerOf(await fetch(`${accountUrl}/desk/api${path}`, { headers: { cookie } })),
    post: async (path, body = {}) => answerOf(await send(path, body, cookie)),
  };
};

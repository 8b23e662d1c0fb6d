import { demoCredentials } from '../../../infra/demo-data/sets.ts';
import type { OpenAccount } from './account.ts';
import { newestCode, openWebView, type WebView } from './pages.ts';
import type { Person } from './person.ts';

/** A follower with a web view, who has bound a known subject of the demo data. */
export interface BoundPerson {
  person: Person;
  view: WebView;
  /** What binds the subject; nothing of it may come back in full. */
  claims: Record<string, string>;
  /** Says something; the answer. */
  ask(words: string): Promise<string>;
}

/** A new follower binds the `which`th known subject of a kind, by claims and code. Throws when that fails. */
export const aBoundPerson = async (account: OpenAccount, kind: string, which = 0): Promise<BoundPerson> => {
  const { claims } = demoCredentials(account.stack.organisation).filter((each) => each.kind === kind)[which] ?? {};
  const consentVersion = account.profile.bindings[kind]?.consent.version;
  if (claims === undefined) throw new Error(`no demo subject of ${kind}`);
  const person = await account.follow();
  const view = openWebView(account, person);
  await view.open('/pages/me');
  // Subjects are shared by tests, and a phone gets one message in half a minute.
  await account.advance(31_000);
  const started = await view.post('/api/binding/start', { kind, claims, consentVersion });
  const { challenge } = started.body;
  const confirmed = await view.post('/api/binding/confirm', { challenge, code: await newestCode(account) });
  if (confirmed.status !== 200) throw new Error(`binding failed: ${JSON.stringify([started, confirmed])}`);
  const ask = async (words: string) => {
    await person.say(words);
    return (await person.heard()).at(-1) ?? '';
  };
  return { person, view, claims, ask };
};

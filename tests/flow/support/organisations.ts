import { listOrganisations } from '../../../infra/build/organisation.ts';
import type { Menu, MenuAction, Topic } from '../../../lib/platform/profile/menu.ts';
import type { OpenAccount } from './account.ts';

/** Every organisation that the project ships. */
export const organisations = listOrganisations();

/** The buttons of a menu that do something. */
export const actionsOf = (menu: Menu): MenuAction[] => menu.flatMap(({ children, ...button }) => children ?? [button]);

/** A topic of the account's profile; throws when there is none. */
export const topicOf = ({ profile }: Pick<OpenAccount, 'profile'>, id: string): Topic => {
  const topic = profile.topics.find((candidate) => candidate.id === id);
  if (topic === undefined) throw new Error(`no topic ${id}`);
  return topic;
};

/** The first line of a topic's answer: enough to know it by, and never cut. */
export const openingOf = (account: Pick<OpenAccount, 'profile'>, id: string): string =>
  topicOf(account, id).answer.split('\n')[0] ?? '';

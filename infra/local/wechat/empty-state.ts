import type { State } from './state.ts';

/** The state before anything happened. */
export const emptyState = (): State => ({
  version: 1,
  counter: 0,
  followers: {},
  crowds: [],
  chats: {},
  tokens: [],
  forced: { day: '', count: 0, at: 0 },
  conditionalMenus: [],
  tags: [],
  templates: [],
  media: {},
  codes: {},
  shortKeys: {},
  oauthCodes: {},
  oauthTokens: {},
  mass: [],
  sms: [],
  smsCodes: {},
  drafts: [],
  publications: [],
  staff: [],
  waiting: [],

  usage: { day: '', counts: {} },
  quotas: {},
  clears: { month: '', count: 0 },
  ipList: [],
  oauthHost: '',
});

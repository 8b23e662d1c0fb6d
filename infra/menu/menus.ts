import { buttonsOf, type WeChatButton } from '../../lib/chat/menu.ts';
import type { Profile } from '../../lib/platform/organisation.ts';

/** All menus of an account: the default one, and those for followers with a tag. */
export interface Menus {
  /** `undefined` while the account has none. */
  default: WeChatButton[] | undefined;
  /** By the tag's name, in the order of creation: for a follower with several of these tags the last one wins. */
  personal: Map<string, WeChatButton[]>;
}

/** The menus that a profile asks for. */
export const menusOf = ({ menu, personalMenus = {} }: Pick<Profile, 'menu' | 'personalMenus'>): Menus => ({
  default: buttonsOf(menu),
  personal: new Map(Object.entries(personalMenus).map(([tag, personal]) => [tag, buttonsOf(personal)])),
});

const isEmpty = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Every value of a menu by its place: `[0].children[1].key`. */
const valuesOf = (buttons: readonly WeChatButton[], place: string): [string, unknown][] =>
  buttons.flatMap(({ sub_button, ...values }, index): [string, unknown][] => [
    ...Object.entries(values)
      .filter(([, value]) => !isEmpty(value))
      .map(([name, value]): [string, unknown] => [`${place}[${index}].${name}`, value]),
    ...valuesOf(sub_button ?? [], `${place}[${index}].children`),
  ]);

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

const differencesOfMenu = (
  place: string,
  account: WeChatButton[] | undefined,
  profile: WeChatButton[] | undefined,
): string[] => {
  if (account === undefined && profile === undefined) return [];
  if (account === undefined) return [`${place}: the account has no such menu`];
  if (profile === undefined) return [`${place}: the profile has no such menu`];
  const [there, here] = [new Map(valuesOf(account, place)), new Map(valuesOf(profile, place))];
  return [...new Set([...there.keys(), ...here.keys()])]
    .filter((key) => there.get(key) !== here.get(key))
    .map((key) => `${key}: account ${shown(there.get(key))}, profile ${shown(here.get(key))}`);
};

/** What differs between the account's menus and those of the profile, a line each; none when they are the same. */
export const differences = (account: Menus, profile: Menus): string[] => {
  const tags = [...new Set([...account.personal.keys(), ...profile.personal.keys()])];
  return [
    ...differencesOfMenu('menu', account.default, profile.default),
    ...tags.flatMap((tag) =>
      differencesOfMenu(`personalMenus.${tag}`, account.personal.get(tag), profile.personal.get(tag)),
    ),
  ];
};

const lineOf = ({ name, type, key, url }: WeChatButton) =>
  type === undefined ? name : `${name}  (${type} ${url ?? key ?? ''})`;

const linesOf = (buttons: readonly WeChatButton[], indent: string): string[] =>
  buttons.flatMap((button) => [`${indent}${lineOf(button)}`, ...linesOf(button.sub_button ?? [], `${indent}  `)]);

/** Menus as an indented list for people. */
export const listing = (menus: Menus): string =>
  [
    menus.default === undefined ? 'no menu' : ['menu', ...linesOf(menus.default, '  ')].join('\n'),
    ...[...menus.personal].map(([tag, buttons]) => [`menu for the tag ${tag}`, ...linesOf(buttons, '  ')].join('\n')),
  ].join('\n');

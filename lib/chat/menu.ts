import type { Profile } from '../platform/organisation.ts';
import type { Menu, MenuAction } from '../platform/profile/menu.ts';

/** A button as WeChat's menu interface takes it (自定义菜单). */
export interface WeChatButton {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  sub_button?: WeChatButton[];
}

const actionOf = ({ name, topic, url, type }: MenuAction): WeChatButton =>
  url === undefined ? { type: type ?? 'click', name, key: topic ?? '' } : { type: 'view', name, url };

/** Buttons for WeChat from a menu of the profile: a topic's id becomes the button's key, an address becomes a view button. */
export const buttonsOf = (menu: Menu): WeChatButton[] =>
  menu.map(({ children, ...button }) =>
    children === undefined ? actionOf(button) : { name: button.name, sub_button: children.map(actionOf) },
  );

/** The body of `/cgi-bin/menu/create` for an organisation's default menu. */
export const menuOf = (profile: Pick<Profile, 'menu'>) => ({ button: buttonsOf(profile.menu) });

/** The body of `/cgi-bin/menu/addconditional` for followers with a tag. */
export const conditionalMenuOf = (menu: Menu, tagId: number) => ({
  button: buttonsOf(menu),
  matchrule: { tag_id: String(tagId) },
});

import type { Follower, MenuButton } from '../state.ts';
import type { World } from '../world.ts';

/** The menu a follower sees; `menuid` only when it is a conditional one. */
export interface SeenMenu {
  button: MenuButton[];
  menuid?: string;
}

const fits = (person: Follower, rule: Record<string, string>): boolean =>
  (rule['tag_id'] === undefined || person.tags.includes(Number(rule['tag_id']))) &&
  (rule['client_platform_type'] === undefined || rule['client_platform_type'] === person.platform);

/** The menu for one follower: of the conditional menus that match the one made last, otherwise the default. */
export const menuFor = (world: World, person: Follower): SeenMenu => {
  const match = world.state.conditionalMenus.findLast((menu) => fits(person, menu.matchrule));
  return match ?? { button: world.state.menu?.button ?? [] };
};

/** The button that acts when tapped, found by its key, its address or its name. */
export const findButton = (buttons: MenuButton[], key: string): MenuButton | undefined => {
  const leaves = buttons.flatMap((button) => (button.sub_button?.length ? button.sub_button : [button]));
  const by = (read: (button: MenuButton) => string | undefined) => leaves.find((button) => read(button) === key);
  return by((button) => button.key) ?? by((button) => button.url) ?? by((button) => button.name);
};

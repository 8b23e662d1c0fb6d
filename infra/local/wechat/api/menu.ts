import * as z from 'zod';
import type { HttpCall } from '../http/call.ts';
import { nextNumber } from '../ids.ts';
import { findPerson } from '../people/followers.ts';
import { menuFor } from '../people/menu.ts';
import type { MenuButton } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { Button, checkMenu } from './menu-rules.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const CreateRequest = z.object({ button: z.array(Button) });
const rule = z.union([z.string(), z.number()]).transform(String);
const ConditionalRequest = z.object({ button: z.array(Button), matchrule: z.record(z.string(), rule) });

const mostConditional = 100;

const changed = (world: World): void => {
  world.changed();
  world.hub.publish({ kind: 'menu' });
};

/** Menu ids are numbers of nine digits. */
const newMenuId = (world: World): string => String(400_000_000 + nextNumber(world));

/** As WeChat gives menus back: every button has a `sub_button`. */
const echo = (buttons: MenuButton[]): unknown[] =>
  buttons.map((button) => ({ ...button, sub_button: echo(button.sub_button ?? []) }));

const create = (world: World, call: HttpCall) => {
  const { button } = readBody(call, CreateRequest);
  checkMenu(button);
  world.state.menu = { menuid: newMenuId(world), button };
  changed(world);
  return ok();
};

const read = (world: World) => {
  const { menu, conditionalMenus } = world.state;
  if (!menu) throw new ApiError(46003);
  const conditionalmenu = conditionalMenus.map((entry) => ({
    button: echo(entry.button),
    matchrule: entry.matchrule,
    menuid: BigInt(entry.menuid),
  }));
  return {
    menu: { button: echo(menu.button), menuid: BigInt(menu.menuid) },
    ...(conditionalmenu.length > 0 ? { conditionalmenu } : {}),
  };
};

const remove = (world: World) => {
  delete world.state.menu;
  world.state.conditionalMenus = [];
  changed(world);
  return ok();
};

const addConditional = (world: World, call: HttpCall) => {
  const { button, matchrule } = readBody(call, ConditionalRequest);
  if (!world.state.menu) throw new ApiError(65303);
  const rules = Object.fromEntries(Object.entries(matchrule).filter(([, value]) => value !== ''));
  if (Object.keys(rules).length === 0) throw new ApiError(65304);
  if (world.state.conditionalMenus.length >= mostConditional) throw new ApiError(65305);
  checkMenu(button);
  const menuid = newMenuId(world);
  world.state.conditionalMenus.push({ menuid, button, matchrule: rules });
  changed(world);
  return { menuid };
};

const removeConditional = (world: World, call: HttpCall) => {
  const menuid = String(readBody(call, z.object({ menuid: z.union([z.string(), z.number()]) })).menuid);
  const rest = world.state.conditionalMenus.filter((menu) => menu.menuid !== menuid);
  if (rest.length === world.state.conditionalMenus.length) throw new ApiError(65301);
  world.state.conditionalMenus = rest;
  changed(world);
  return ok();
};

const tryMatch = (world: World, call: HttpCall) => {
  const { user_id } = readBody(call, z.object({ user_id: z.string() }));
  const person =
    findPerson(world, user_id) ?? Object.values(world.state.followers).find(({ nickname }) => nickname === user_id);
  if (!person?.following) throw new ApiError(46004);
  return { button: echo(menuFor(world, person).button) };
};

const asList = (button: MenuButton): unknown => {
  const { sub_button, ...rest } = button;
  return sub_button?.length ? { ...rest, sub_button: { list: sub_button.map(asList) } } : rest;
};

const current = (world: World) => {
  const { menu } = world.state;
  return { is_menu_open: menu ? 1 : 0, selfmenu_info: { button: menu?.button.map(asList) ?? [] } };
};

/** Default and conditional menus (自定义菜单, 个性化菜单). */
export const menuRoutes: ApiRoute[] = [
  post('/cgi-bin/menu/create', create, { daily: 1000 }),
  get('/cgi-bin/menu/get', read, { daily: 10_000 }),
  get('/cgi-bin/menu/delete', remove, { daily: 1000 }),
  get('/cgi-bin/get_current_selfmenu_info', current, { daily: 10_000 }),
  post('/cgi-bin/menu/addconditional', addConditional, { daily: 2000 }),
  post('/cgi-bin/menu/delconditional', removeConditional, { daily: 2000 }),
  post('/cgi-bin/menu/trymatch', tryMatch, { daily: 20_000 }),
];

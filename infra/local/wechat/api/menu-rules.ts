import * as z from 'zod';
import type { MenuButton } from '../state.ts';
import { ApiError } from './error.ts';

/** A button as JSON: strings of any length, since each limit has an error code of its own. */
export const Button: z.ZodType<MenuButton> = z.object({
  name: z.string(),
  type: z.string().optional(),
  key: z.string().optional(),
  url: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  media_id: z.string().optional(),
  article_id: z.string().optional(),
  get sub_button() {
    return z.array(Button).optional();
  },
}) as z.ZodType<MenuButton>;

/** The member that each kind of button must have. */
const needs: Record<string, keyof MenuButton> = {
  click: 'key',
  view: 'url',
  miniprogram: 'url',
  scancode_push: 'key',
  scancode_waitmsg: 'key',
  pic_sysphoto: 'key',
  pic_photo_or_album: 'key',
  pic_weixin: 'key',
  location_select: 'key',
  media_id: 'media_id',
  article_id: 'article_id',
  article_view_limited: 'article_id',
};

/** Error codes and limits of one level: name, key and url (in bytes), type. */
const levels = {
  top: { nameBytes: 16, name: 40018, key: 40019, url: 40020, type: 40017 },
  sub: { nameBytes: 60, name: 40025, key: 40026, url: 40027, type: 40024 },
};

const between = (text: string | undefined, most: number): boolean => {
  const size = Buffer.byteLength(text ?? '');
  return size >= 1 && size <= most;
};

const checkLeaf = (button: MenuButton, level: (typeof levels)['top']): void => {
  const need = button.type === undefined ? undefined : needs[button.type];
  if (!need) throw new ApiError(level.type);
  if (need === 'key' && !between(button.key, 128)) throw new ApiError(level.key);
  if (need === 'url' && !between(button.url, 1024)) throw new ApiError(level.url);
  if (need === 'url' && !/^https?:\/\//.test(button.url ?? '')) throw new ApiError(level.url);
  if (button.type === 'miniprogram' && !(button.appid && button.pagepath)) throw new ApiError(65308);
  if ((need === 'media_id' || need === 'article_id') && !button[need]) throw new ApiError(40007);
};

const checkTop = (button: MenuButton): void => {
  if (!between(button.name, levels.top.nameBytes)) throw new ApiError(levels.top.name);
  const children = button.sub_button ?? [];
  if (children.length === 0) checkLeaf(button, levels.top);
  if (children.length > 5) throw new ApiError(40023);
  for (const child of children) {
    if (!between(child.name, levels.sub.nameBytes)) throw new ApiError(levels.sub.name);
    if (child.sub_button?.length) throw new ApiError(40023);
    checkLeaf(child, levels.sub);
  }
};

/** Checks a whole menu (自定义菜单创建). Throws the code of the first limit that is not kept. */
export const checkMenu = (buttons: MenuButton[]): void => {
  if (buttons.length < 1 || buttons.length > 3) throw new ApiError(40016);
  buttons.forEach(checkTop);
};

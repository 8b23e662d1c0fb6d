import * as z from 'zod';
import { conditionalMenuOf, menuOf, type WeChatButton } from '../../lib/chat/menu.ts';
import type { Profile } from '../../lib/platform/organisation.ts';
import type { WeChatApi } from '../../lib/wechat/api.ts';
import { WeChatApiError } from '../../lib/wechat/api-errors.ts';
import type { Menus } from './menus.ts';

/** The part of WeChat's API that menus need. */
export type MenuApi = Pick<WeChatApi, 'get' | 'post'>;

/** WeChat's answer to menu/get when the account has no menu. */
const noMenu = 46003;

const Button: z.ZodType<WeChatButton> = z.looseObject({
  name: z.string(),
  get sub_button() {
    return z.array(Button).optional();
  },
}) as z.ZodType<WeChatButton>;

const Rule = z.record(z.string(), z.unknown());

const MenuAnswer = z.object({
  menu: z.object({ button: z.array(Button) }).optional(),
  conditionalmenu: z
    .array(z.object({ button: z.array(Button), matchrule: Rule, menuid: z.coerce.string() }))
    .default([]),
});

const Tag = z.object({ id: z.number(), name: z.string() });
type Tag = z.infer<typeof Tag>;

const readMenus = async (api: MenuApi) => {
  try {
    return MenuAnswer.parse(await api.get('/cgi-bin/menu/get'));
  } catch (error) {
    if (error instanceof WeChatApiError && error.errcode === noMenu) return MenuAnswer.parse({});
    throw error;
  }
};

const readTags = async (api: MenuApi): Promise<Tag[]> =>
  z.object({ tags: z.array(Tag) }).parse(await api.get('/cgi-bin/tags/get')).tags;

/** The tag's name when the rule asks for a tag and nothing else, the rule itself otherwise. Older accounts say group_id for tag_id. */
const nameOfRule = (rule: z.infer<typeof Rule>, tags: readonly Tag[]): string => {
  const conditions = Object.entries(rule).filter(([, value]) => value !== undefined && value !== '');
  const [condition] = conditions;
  const byTag = conditions.length === 1 && /^(tag|group)_id$/.test(condition?.[0] ?? '');
  const tag = byTag ? tags.find(({ id }) => String(id) === String(condition?.[1])) : undefined;
  return tag?.name ?? JSON.stringify(Object.fromEntries(conditions));
};

/** The menus that the account has now. */
export const accountMenus = async (api: MenuApi): Promise<Menus> => {
  const { menu, conditionalmenu } = await readMenus(api);
  const tags = conditionalmenu.length === 0 ? [] : await readTags(api);
  return {
    default: menu?.button,
    personal: new Map(conditionalmenu.map(({ button, matchrule }) => [nameOfRule(matchrule, tags), button])),
  };
};

const findOrCreateTags = async (api: MenuApi, names: readonly string[]): Promise<Map<string, number>> => {
  const known = names.length === 0 ? [] : await readTags(api);
  const ids = new Map(known.map(({ id, name }) => [name, id]));
  for (const name of names.filter((candidate) => !ids.has(candidate))) {
    const { tag } = z.object({ tag: Tag }).parse(await api.post('/cgi-bin/tags/create', { tag: { name } }));
    ids.set(name, tag.id);
  }
  return ids;
};

/**
 * Publishes a profile's menus (自定义菜单, 个性化菜单): the default one, then one per tag, after removing the old ones.
 * Safe to repeat. Followers see the change when they reopen the account after five minutes, at latest after a day.
 */
export const publishMenus = async (api: MenuApi, profile: Pick<Profile, 'menu' | 'personalMenus'>): Promise<void> => {
  const personal = Object.entries(profile.personalMenus ?? {});
  const tags = await findOrCreateTags(
    api,
    personal.map(([tag]) => tag),
  );
  const { conditionalmenu } = await readMenus(api);
  await api.post('/cgi-bin/menu/create', menuOf(profile));
  for (const { menuid } of conditionalmenu) await api.post('/cgi-bin/menu/delconditional', { menuid });
  for (const [tag, menu] of personal)
    await api.post('/cgi-bin/menu/addconditional', conditionalMenuOf(menu, tags.get(tag) ?? 0));
};

import * as z from 'zod';
import { bytes, Identifier, MessageText } from './values.ts';

/** Limits of the custom menu: 3 buttons of ≤ 16 bytes, 5 children of ≤ 60 bytes, keys of ≤ 128 and addresses of ≤ 1024 bytes (WeChat: 自定义菜单). */
const action = {
  /** The topic that answers; its id becomes the button's key. */
  topic: Identifier.optional(),
  url: z.url().and(bytes(1024)).optional(),
  type: z
    .enum([
      'click',
      'view',
      'scancode_push',
      'scancode_waitmsg',
      'pic_sysphoto',
      'pic_photo_or_album',
      'pic_weixin',
      'location_select',
    ])
    .optional(),
};

/** A button that does something: shows a topic, or opens an address. */
export const MenuAction = z
  .strictObject({ name: bytes(60).min(1), ...action })
  .refine((button) => (button.topic === undefined) !== (button.url === undefined), {
    error: 'needs either a topic or a url',
  });
export type MenuAction = z.infer<typeof MenuAction>;

/** A button of the bar: an action, or a name over up to five actions. */
export const MenuButton = z
  .strictObject({ name: bytes(16).min(1), ...action, children: z.array(MenuAction).min(1).max(5).optional() })
  .refine((button) => [button.topic, button.url, button.children].filter((part) => part !== undefined).length === 1, {
    error: 'needs exactly one of topic, url, children',
  });
export type MenuButton = z.infer<typeof MenuButton>;

export const Menu = z.array(MenuButton).min(1).max(3);
export type Menu = z.infer<typeof Menu>;

/** An entry of the number menu (回复数字): a topic, or a further level. */
export interface NumberEntry {
  number: number;
  name: string;
  topic?: string | undefined;
  entries?: NumberEntry[] | undefined;
}
export const NumberEntry: z.ZodType<NumberEntry> = z
  .strictObject({
    number: z.int().min(1).max(99),
    name: z.string().min(1).max(30),
    topic: Identifier.optional(),
    get entries() {
      return z.array(NumberEntry).min(1).max(12).optional();
    },
  })
  .refine((entry) => (entry.topic === undefined) !== (entry.entries === undefined), {
    error: 'needs either a topic or entries',
  });

const isRegularExpression = (text: string): boolean => {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
};

/** Something a follower may want: what it is called, what people say for it, and the answer. */
export const Topic = z.strictObject({
  id: Identifier,
  title: z.string().min(1).max(20),
  /** Keywords, as followers type them; the first is the one offered as a choice. */
  words: z.array(z.string().min(1).max(20)).min(1),
  /** Sentences that mean it although another topic's keyword is in them: a regular expression over what was said without spaces and punctuation. */
  pattern: z.string().max(200).refine(isRegularExpression, { error: 'is no regular expression' }).optional(),
  answer: MessageText,
  /** One or two sentences for the guide (使用指南): what the service does and how. */
  guide: z.string().min(1).max(120),
  /** A service of the code base that answers in place of `answer`. */
  service: Identifier.optional(),
  /** Topics offered as tappable choices below the answer. */
  next: z.array(Identifier).max(4).optional(),
});
export type Topic = z.infer<typeof Topic>;

import * as z from 'zod';
import type { ChatContent } from '../contract.ts';
import { findMedia, mediaUrl } from '../people/media.ts';
import type { World } from '../world.ts';
import { articlesOf } from './articles.ts';
import { ApiError } from './error.ts';

const textLimit = 2048;
const optional = z.string().default('');

const Text = z.object({ content: z.string() });
const MediaBody = z.object({ media_id: z.string() });
const Video = MediaBody.extend({ thumb_media_id: optional, title: optional, description: optional });
const Music = z.object({ title: optional, description: optional, musicurl: z.string() });
const Article = z.object({ title: z.string(), description: optional, url: optional, picurl: optional });
const News = z.object({ articles: z.array(Article) });
const MessageMenu = z.object({
  head_content: optional,
  list: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(String), content: z.string() })).min(1),
  tail_content: optional,
});
const MiniProgram = z.object({ title: optional, appid: z.string(), pagepath: z.string(), thumb_media_id: z.string() });

/** A send request of any kind: the body of its kind is a member named as the kind. */
export type Sendable = { msgtype: string } & Record<string, unknown>;

const part = <Schema extends z.ZodType>(request: Sendable, schema: Schema): z.infer<Schema> => {
  const result = schema.safeParse(request[request.msgtype]);
  if (!result.success)
    throw new ApiError(47001, `hint: [${request.msgtype}.${result.error.issues[0]?.path.join('.')}]`);
  return result.data;
};

const media = (world: World, mediaId: string): { mediaId: string; url: string } => {
  if (!findMedia(world, mediaId)) throw new ApiError(40007);
  return { mediaId, url: mediaUrl(world, mediaId) };
};

const text = (request: Sendable): ChatContent => {
  const { content } = part(request, Text);
  if (content.trim() === '') throw new ApiError(44002);
  if (Buffer.byteLength(content) > textLimit) throw new ApiError(45002);
  return { type: 'text', text: content };
};

const news = (request: Sendable): ChatContent => {
  const { articles } = part(request, News);
  if (articles.length !== 1) throw new ApiError(45008);
  return { type: 'news', articles: articles.map(({ picurl, ...article }) => ({ ...article, picUrl: picurl })) };
};

const video = (world: World, request: Sendable): ChatContent => {
  const { media_id, title, description } = part(request, Video);
  return { type: 'video', ...media(world, media_id), title, description };
};

const choices = (request: Sendable): ChatContent => {
  const { head_content, list, tail_content } = part(request, MessageMenu);
  return { type: 'choices', head: head_content, items: list, tail: tail_content };
};

const miniprogram = (world: World, request: Sendable): ChatContent => {
  const { title, appid, pagepath, thumb_media_id } = part(request, MiniProgram);
  media(world, thumb_media_id);
  return { type: 'miniprogram', title, appid, pagepath };
};

/** What the follower will see of a customer-service or mass message. Throws the code of the first thing wrong with it. */
export const contentOf = (world: World, request: Sendable): ChatContent => {
  switch (request.msgtype) {
    case 'text':
      return text(request);
    case 'image':
      return { type: 'image', ...media(world, part(request, MediaBody).media_id) };
    case 'voice':
      return { type: 'voice', ...media(world, part(request, MediaBody).media_id), seconds: 1 };
    case 'video':
    case 'mpvideo':
      return video(world, request);
    case 'music': {
      const { title, description, musicurl } = part(request, Music);
      return { type: 'music', title, description, url: musicurl };
    }
    case 'news':
      return news(request);
    case 'mpnews':
      return { type: 'news', articles: articlesOf(world, part(request, MediaBody).media_id) };
    case 'mpnewsarticle':
      return {
        type: 'news',
        articles: articlesOf(world, part(request, z.object({ article_id: z.string() })).article_id),
      };
    case 'msgmenu':
      return choices(request);
    case 'miniprogrampage':
      return miniprogram(world, request);
    default:
      throw new ApiError(40008);
  }
};

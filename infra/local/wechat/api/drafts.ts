import * as z from 'zod';
import { report } from '../acts/report.ts';
import type { HttpCall } from '../http/call.ts';
import { nextName, nextNumber } from '../ids.ts';
import { findMedia } from '../people/media.ts';
import type { Draft, Publication } from '../state.ts';
import type { World } from '../world.ts';
import { articleUrl } from './articles.ts';
import { ApiError, ok } from './error.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const Article = z.looseObject({ title: z.string(), content: z.string(), thumb_media_id: z.string().optional() });
const ById = z.object({ media_id: z.string() });
const Page = z.object({ offset: z.number().int().min(0), count: z.number().int().min(1).max(20) });
const mostArticles = 8;
const mostCharacters = 20_000;
const administrator = 'oAdministratorOfTheAccount0';

const checkArticle = (world: World, article: z.infer<typeof Article>): void => {
  if (article.content.length >= mostCharacters) throw new ApiError(45002);
  const thumb = article.thumb_media_id;
  if (thumb !== undefined && !findMedia(world, thumb)?.permanent) throw new ApiError(40007);
};

const draftOf = (world: World, id: string): Draft => {
  const draft = world.state.drafts.find(({ mediaId }) => mediaId === id);
  if (!draft) throw new ApiError(40007);
  return draft;
};

const add = (world: World, call: HttpCall) => {
  const { articles } = readBody(call, z.object({ articles: z.array(Article).min(1).max(mostArticles) }));
  for (const article of articles) checkArticle(world, article);
  const draft: Draft = { mediaId: nextName(world, 'D', 40), articles, updatedAt: world.now() };
  world.state.drafts.push(draft);
  return { media_id: draft.mediaId };
};

const items = (world: World, id: string, articles: Record<string, unknown>[]) => ({
  news_item: articles.map((article, index) => ({ ...article, url: articleUrl(world, id, index) })),
});

const read = (world: World, call: HttpCall) => {
  const { mediaId, articles } = draftOf(world, readBody(call, ById).media_id);
  return items(world, mediaId, articles);
};

const update = (world: World, call: HttpCall) => {
  const { media_id, index, articles } = readBody(call, ById.extend({ index: z.number().int(), articles: Article }));
  const draft = draftOf(world, media_id);
  if (!draft.articles[index]) throw new ApiError(40097);
  checkArticle(world, articles);
  draft.articles[index] = articles;
  draft.updatedAt = world.now();
  world.changed();
  return ok();
};

const remove = (world: World, call: HttpCall) => {
  const { mediaId } = draftOf(world, readBody(call, ById).media_id);
  world.state.drafts = world.state.drafts.filter((draft) => draft.mediaId !== mediaId);
  world.changed();
  return ok();
};

const list = (world: World, call: HttpCall) => {
  const { offset, count } = readBody(call, Page);
  const item = world.state.drafts.slice(offset, offset + count).map((draft) => ({
    media_id: draft.mediaId,
    content: items(world, draft.mediaId, draft.articles),
    update_time: Math.floor(draft.updatedAt / 1000),
  }));
  return { total_count: world.state.drafts.length, item_count: item.length, item };
};

const publicationView = (world: World, { publishId, articleId, articles, status }: Publication) => ({
  publish_id: publishId,
  publish_status: status,
  ...(status === 0
    ? {
        article_id: articleId,
        article_detail: {
          count: articles.length,
          item: articles.map((_, index) => ({ idx: index + 1, article_url: articleUrl(world, articleId, index) })),
        },
      }
    : {}),
  fail_idx: [],
});

const finish = async (world: World, publication: Publication): Promise<void> => {
  publication.status = 0;
  world.changed();
  await report(world, administrator, 'PUBLISHJOBFINISH', [
    'PublishEventInfo',
    [
      ['publish_id', BigInt(publication.publishId)],
      ['publish_status', 0],
      ['article_id', publication.articleId],
    ],
  ]);
};

const publish = (world: World, call: HttpCall) => {
  const { mediaId, articles } = draftOf(world, readBody(call, ById).media_id);
  const publishId = String(2_247_000_000 + nextNumber(world));
  const publication: Publication = {
    publishId,
    articleId: nextName(world, 'A', 40),
    articles,
    status: 1,
    at: world.now(),
  };
  world.state.publications.push(publication);
  // A published draft leaves the box of drafts.
  world.state.drafts = world.state.drafts.filter((draft) => draft.mediaId !== mediaId);
  world.receipts.later(world.tuning.receiptDelayMs ?? 300, () => finish(world, publication));
  return ok({ publish_id: publishId, msg_data_id: BigInt(2_247_000_000 + nextNumber(world)) });
};

const published = (world: World, call: HttpCall) => {
  const { publish_id } = readBody(call, z.object({ publish_id: z.union([z.string(), z.number()]).transform(String) }));
  const publication = world.state.publications.find(({ publishId }) => publishId === publish_id);
  if (!publication) throw new ApiError(40097);
  return publicationView(world, publication);
};

/** Drafts and their publishing (草稿箱, 发布). */
export const draftRoutes: ApiRoute[] = [
  post('/cgi-bin/draft/add', add),
  post('/cgi-bin/draft/get', read),
  post('/cgi-bin/draft/update', update),
  post('/cgi-bin/draft/delete', remove),
  post('/cgi-bin/draft/batchget', list),
  get('/cgi-bin/draft/count', (world) => ({ total_count: world.state.drafts.length })),
  post('/cgi-bin/freepublish/submit', publish),
  post('/cgi-bin/freepublish/get', published),
];

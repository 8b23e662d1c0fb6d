import type { World } from '../world.ts';
import { ApiError } from './error.ts';

/** An article as a card in the chat. */
export interface ArticleCard {
  title: string;
  description: string;
  picUrl: string;
  url: string;
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where an article of the simulator can be read. */
export const articleUrl = (world: World, id: string, index: number): string => `${world.url}/s/${id}?idx=${index + 1}`;

/** By the media_id of a draft or the article_id of a publication. */
const find = (world: World, id: string): Record<string, unknown>[] | undefined => {
  const draft = world.state.drafts.find(({ mediaId }) => mediaId === id);
  return draft?.articles ?? world.state.publications.find(({ articleId }) => articleId === id)?.articles;
};

/** Title and HTML of one article. */
export const articleText = (
  world: World,
  id: string,
  index: number,
): { title: string; content: string } | undefined => {
  const article = find(world, id)?.[index];
  return article && { title: word(article['title']), content: word(article['content']) };
};

/** The articles of a draft or of a publication as cards. Throws 40007. */
export const articlesOf = (world: World, id: string): ArticleCard[] => {
  const articles = find(world, id);
  if (!articles) throw new ApiError(40007);
  return articles.map((article, index) => ({
    title: word(article['title']),
    description: word(article['digest']),
    picUrl: '',
    url: articleUrl(world, id, index),
  }));
};

import { usePhone } from '../use-phone.ts';
import { isWebAddress } from '../web-address.ts';
import type { ContentOf } from './content.tsx';

type Article = ContentOf<'news'>['articles'][number];

/** Articles: the first large with its picture, further ones as rows. */
export const NewsCard = ({ articles }: { articles: Article[] }) => {
  const { open } = usePhone();
  const [first, ...others] = articles;
  if (!first) return null;
  const read = (article: Article) => isWebAddress(article.url) && open(article.url);
  return (
    <div class="card wide-card news-card">
      <button type="button" class="news-first" onClick={() => read(first)}>
        <Cover article={first} />
        <b>{first.title}</b>
        {others.length === 0 && first.description && <span class="news-words">{first.description}</span>}
      </button>
      {others.map((article) => (
        <button type="button" class="news-row" key={article.url + article.title} onClick={() => read(article)}>
          <span>{article.title}</span>
          <Cover article={article} />
        </button>
      ))}
    </div>
  );
};

const Cover = ({ article }: { article: Article }) =>
  article.picUrl ? (
    <img class="news-cover" src={article.picUrl} alt="" />
  ) : (
    <span class="news-cover news-cover-drawn" aria-hidden="true">
      {[...article.title].slice(0, 6).join('')}
    </span>
  );

import type { ChatContent, ChatMessage } from '../../../contract.ts';
import { Choices } from './choices.tsx';
import { LinkCard, MiniProgramCard, MusicCard } from './link-cards.tsx';
import { LocationCard } from './location-card.tsx';
import { NewsCard } from './news-card.tsx';
import { Picture, Video } from './picture.tsx';
import { TemplateCard } from './template-card.tsx';
import { RichText } from './text.tsx';
import { Voice } from './voice.tsx';

/** What a message shows, whatever its type. */
export const Content = ({ content, from }: { content: ChatContent; from: ChatMessage['from'] }) => {
  switch (content.type) {
    case 'text':
      return (
        <div class="bubble">
          <RichText text={content.text} from={from} />
        </div>
      );
    case 'image':
      return <Picture url={content.url} />;
    case 'voice':
      return <Voice voice={content} from={from} />;
    case 'video':
      return <Video video={content} />;
    case 'music':
      return <MusicCard music={content} />;
    case 'location':
      return <LocationCard place={content} />;
    case 'link':
      return <LinkCard link={content} />;
    case 'news':
      return <NewsCard articles={content.articles} />;
    case 'template':
      return <TemplateCard notice={content} />;
    case 'choices':
      return <Choices menu={content} />;
    case 'miniprogram':
      return <MiniProgramCard card={content} />;
    case 'banner':
    case 'tip':
      return <p class={`tip tip-${content.type}`}>{content.text}</p>;
  }
};

/** The content of one type. */
export type ContentOf<T extends ChatContent['type']> = Extract<ChatContent, { type: T }>;

import type { ChatMessage } from '../../../contract.ts';
import { usePhone } from '../use-phone.ts';
import { partsOf, type TextPart } from './rich-text.ts';

/** A text with its links and choices; line breaks are kept by the style sheet. */
export const RichText = ({ text, from }: { text: string; from: ChatMessage['from'] }) => (
  <span class="text">
    {partsOf(text, from).map((part, index) => (
      <Part key={index} part={part} />
    ))}
  </span>
);

const Part = ({ part }: { part: TextPart }) => {
  const { open, say } = usePhone();
  if (part.kind === 'text') return <>{part.text}</>;
  if (part.kind === 'choice') {
    const choose = () => void say({ type: 'choice', id: part.id, content: part.content });
    return (
      <button type="button" class="inline-link" data-testid="choice" onClick={choose}>
        {part.text}
      </button>
    );
  }
  return (
    <a
      href={part.url}
      rel="noreferrer"
      data-testid="link"
      onClick={(event) => {
        event.preventDefault();
        open(part.url);
      }}
    >
      {part.text}
    </a>
  );
};

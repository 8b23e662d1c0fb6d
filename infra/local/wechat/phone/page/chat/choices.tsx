import { usePhone } from '../use-phone.ts';
import type { ContentOf } from './content.tsx';
import { withEmoji } from './emoji.ts';

/** A customer-service menu: a sentence, the choices to tap, a sentence. */
export const Choices = ({ menu }: { menu: ContentOf<'choices'> }) => {
  const { say } = usePhone();
  return (
    <div class="bubble choices">
      {menu.head && <p>{withEmoji(menu.head)}</p>}
      <ul>
        {menu.items.map(({ id, content }) => (
          <li key={id}>
            <button
              type="button"
              class="inline-link"
              data-testid="choice"
              onClick={() => void say({ type: 'choice', id, content })}
            >
              {withEmoji(content)}
            </button>
          </li>
        ))}
      </ul>
      {menu.tail && <p>{withEmoji(menu.tail)}</p>}
    </div>
  );
};

import { unicodeEmoji, wechatEmoji } from '../chat/emoji.ts';

/** WeChat's emoji, sent as codes, then some that are sent as Unicode. */
export const EmojiPanel = ({ onPick }: { onPick: (sign: string) => void }) => (
  <div class="panel emoji-panel" data-testid="emoji-panel">
    {[...wechatEmoji].map(([name, sign]) => (
      <button type="button" key={name} title={name} aria-label={name} onClick={() => onPick(`[${name}]`)}>
        {sign}
      </button>
    ))}
    {unicodeEmoji.map((sign) => (
      <button type="button" key={sign} aria-label={sign} onClick={() => onPick(sign)}>
        {sign}
      </button>
    ))}
  </div>
);

import { LinkIcon, MiniProgramIcon, MusicIcon } from '../parts/icons.tsx';
import { usePhone } from '../use-phone.ts';
import { isWebAddress } from '../web-address.ts';
import type { ContentOf } from './content.tsx';

/** A link that was sent: title, description, a sign where WeChat shows the page's picture. */
export const LinkCard = ({ link }: { link: ContentOf<'link'> }) => {
  const { open } = usePhone();
  return (
    <button type="button" class="card link-card" onClick={() => isWebAddress(link.url) && open(link.url)}>
      <b>{link.title}</b>
      <span class="link-card-row">
        <span>{link.description}</span>
        <i>
          <LinkIcon />
        </i>
      </span>
    </button>
  );
};

/** A piece of music; a tap opens its address. */
export const MusicCard = ({ music }: { music: ContentOf<'music'> }) => {
  const { open } = usePhone();
  return (
    <button type="button" class="card music-card" onClick={() => isWebAddress(music.url) && open(music.url)}>
      <span>
        <b>{music.title}</b>
        <small>{music.description}</small>
      </span>
      <i>
        <MusicIcon />
      </i>
    </button>
  );
};

/** A mini program's card. Mini programs do not run here, so it says where it would lead. */
export const MiniProgramCard = ({ card }: { card: ContentOf<'miniprogram'> }) => (
  <div class="card miniprogram-card">
    <b>{card.title}</b>
    <div class="miniprogram-still">
      <MiniProgramIcon />
      <code>{card.pagepath}</code>
    </div>
    <small>小程序 · {card.appid}</small>
  </div>
);

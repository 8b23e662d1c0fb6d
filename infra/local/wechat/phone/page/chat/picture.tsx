import { PlayIcon } from '../parts/icons.tsx';
import { usePhone } from '../use-phone.ts';
import type { ContentOf } from './content.tsx';

/** A picture in a box of fixed size, so that nothing moves when it arrives; a tap shows it whole. */
export const Picture = ({ url }: { url: string }) => {
  const { showImage } = usePhone();
  return (
    <button type="button" class="picture" aria-label="查看图片" onClick={() => showImage(url)}>
      <img src={url} alt="图片消息" width={150} height={150} />
    </button>
  );
};

/** A video; what the account sends may carry a title and a description. */
export const Video = ({ video }: { video: ContentOf<'video'> }) => (
  <figure class="video">
    {video.url ? (
      // biome-ignore lint/a11y/useMediaCaption: videos in a chat have no captions
      <video src={video.url} width={210} height={140} controls preload="none" />
    ) : (
      <div class="video-still">
        <PlayIcon />
      </div>
    )}
    {video.title && (
      <figcaption>
        <b>{video.title}</b>
        {video.description && <span>{video.description}</span>}
      </figcaption>
    )}
  </figure>
);

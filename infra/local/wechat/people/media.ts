import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextName } from '../ids.ts';
import type { Media } from '../state.ts';
import type { World } from '../world.ts';

const threeDays = 3 * 24 * 3600 * 1000;

const fileOf = (world: World, mediaId: string): string => join(world.options.dataDir, 'wechat-media', mediaId);

/** Keeps the bytes under a new media id. */
export const addMedia = (
  world: World,
  bytes: Uint8Array,
  about: Omit<Media, 'mediaId' | 'createdAt' | 'permanent'> & { permanent?: boolean },
): Media => {
  const media: Media = {
    permanent: false,
    ...about,
    mediaId: nextName(world, 'M', 40),
    createdAt: world.now(),
  };
  writeFileSync(fileOf(world, media.mediaId), bytes);
  world.state.media[media.mediaId] = media;
  world.changed();
  return media;
};

/** What is known of a media id; nothing once its three days are over. */
export const findMedia = (world: World, mediaId: string): Media | undefined => {
  const media = Object.hasOwn(world.state.media, mediaId) ? world.state.media[mediaId] : undefined;
  if (!media || (!media.permanent && world.now() >= media.createdAt + threeDays)) return undefined;
  return media;
};

/** The bytes behind a media id. */
export const mediaBytes = (world: World, media: Media): Buffer => readFileSync(fileOf(world, media.mediaId));

/** Where the phone page, and PicUrl, find the bytes. */
export const mediaUrl = (world: World, mediaId: string): string => `${world.url}/phone/media/${mediaId}`;

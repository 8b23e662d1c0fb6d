import * as z from 'zod';
import { bytes } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { readForm, type UploadedFile } from '../http/upload.ts';
import { addMedia, findMedia, mediaBytes, mediaUrl } from '../people/media.ts';
import type { Media } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const megabyte = 1024 * 1024;

/** Largest file and file names of each kind. */
const kinds: Record<string, { most: number; names: RegExp }> = {
  image: { most: 10 * megabyte, names: /\.(png|jpe?g|gif|bmp)$/i },
  voice: { most: 2 * megabyte, names: /\.(amr|mp3)$/i },
  video: { most: 10 * megabyte, names: /\.mp4$/i },
  thumb: { most: 64 * 1024, names: /\.jpe?g$/i },
};

const mimes: Record<string, string> = {
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  amr: 'audio/amr',
  mp3: 'audio/mp3',
  mp4: 'video/mp4',
};

const mimeOf = (name: string): string => mimes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'image/jpeg';

const readFile = async (
  call: HttpCall,
  type: string,
): Promise<{ file: UploadedFile; fields: Record<string, string> }> => {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) throw new ApiError(40004);
  const { files, fields } = await readForm(call);
  const file = files['media'];
  if (!file) throw new ApiError(41005);
  if (file.bytes.length === 0) throw new ApiError(44001);
  if (!kind.names.test(file.name)) throw new ApiError(40005);
  if (file.bytes.length > kind.most) throw new ApiError(45001);
  return { file, fields };
};

const upload = async (world: World, call: HttpCall) => {
  const type = call.query['type'] ?? '';
  const { file } = await readFile(call, type);
  const media = addMedia(world, file.bytes, { type, mime: mimeOf(file.name), name: file.name });
  const id = type === 'thumb' ? 'thumb_media_id' : 'media_id';
  return { type, [id]: media.mediaId, created_at: Math.floor(media.createdAt / 1000) };
};

const known = (world: World, mediaId: string | undefined): Media => {
  const media = findMedia(world, mediaId ?? '');
  if (!media) throw new ApiError(40007);
  return media;
};

const endings: Record<string, string> = { image: 'jpg', voice: 'amr', video: 'mp4', thumb: 'jpg' };

const download = (world: World, { query }: HttpCall) => {
  const media = known(world, query['media_id']);
  if (media.type === 'video') return { video_url: mediaUrl(world, media.mediaId) };
  const name = media.name ?? `${media.mediaId}.${endings[media.type] ?? 'bin'}`;
  const disposition = `attachment; filename="${encodeURIComponent(name)}"`;
  return bytes(mediaBytes(world, media), media.mime, { 'content-disposition': disposition });
};

const uploadPicture = async (world: World, call: HttpCall) => {
  const { file } = await readFile(call, 'image');
  if (!/\.(png|jpe?g)$/i.test(file.name)) throw new ApiError(40005);
  if (file.bytes.length > megabyte) throw new ApiError(40006);
  const about = { type: 'image', mime: mimeOf(file.name), permanent: true };
  return { url: mediaUrl(world, addMedia(world, file.bytes, about).mediaId) };
};

const Description = z.object({ title: z.string(), introduction: z.string().optional() });

const describe = (fields: Record<string, string>): { title: string; introduction: string } => {
  try {
    const { title, introduction = '' } = Description.parse(JSON.parse(fields['description'] ?? ''));
    return { title, introduction };
  } catch {
    throw new ApiError(47001);
  }
};

const addMaterial = async (world: World, call: HttpCall) => {
  const type = call.query['type'] ?? '';
  const { file, fields } = await readFile(call, type);
  const words = type === 'video' ? describe(fields) : {};
  const about = { type, mime: mimeOf(file.name), name: file.name, permanent: true, updatedAt: world.now(), ...words };
  const media = addMedia(world, file.bytes, about);
  return { media_id: media.mediaId, ...(type === 'image' ? { url: mediaUrl(world, media.mediaId) } : {}) };
};

const materialOf = (world: World, call: HttpCall): Media => {
  const media = known(world, readBody(call, z.object({ media_id: z.string() })).media_id);
  if (!media.permanent) throw new ApiError(40007);
  return media;
};

const getMaterial = (world: World, call: HttpCall) => {
  const media = materialOf(world, call);
  const { title = '', introduction = '' } = media;
  if (media.type === 'video') return { title, description: introduction, down_url: mediaUrl(world, media.mediaId) };
  return bytes(mediaBytes(world, media), media.mime);
};

const deleteMaterial = (world: World, call: HttpCall) => {
  delete world.state.media[materialOf(world, call).mediaId];
  world.changed();
  return ok();
};

const permanent = (world: World, type: string): Media[] =>
  Object.values(world.state.media).filter((media) => media.permanent && media.type === type);

const counts = (world: World) => ({
  voice_count: permanent(world, 'voice').length,
  video_count: permanent(world, 'video').length,
  image_count: permanent(world, 'image').length,
  news_count: world.state.publications.length,
});

const Page = z.object({ type: z.string(), offset: z.number().int().min(0), count: z.number().int().min(1).max(20) });

const listMaterial = (world: World, call: HttpCall) => {
  const { type, offset, count } = readBody(call, Page);
  const all = permanent(world, type);
  const item = all.slice(offset, offset + count).map(({ mediaId, name = '', updatedAt = 0 }) => ({
    media_id: mediaId,
    name,
    update_time: Math.floor(updatedAt / 1000),
    url: mediaUrl(world, mediaId),
  }));
  return { total_count: all.length, item_count: item.length, item };
};

/** Temporary media for three days, permanent material, pictures of articles (素材管理). */
export const mediaRoutes: ApiRoute[] = [
  post('/cgi-bin/media/upload', upload),
  get('/cgi-bin/media/get', download),
  get('/cgi-bin/media/get/jssdk', download),
  post('/cgi-bin/media/uploadimg', uploadPicture),
  post('/cgi-bin/material/add_material', addMaterial),
  post('/cgi-bin/material/get_material', getMaterial),
  post('/cgi-bin/material/del_material', deleteMaterial),
  get('/cgi-bin/material/get_materialcount', counts),
  post('/cgi-bin/material/batchget_material', listMaterial),
];

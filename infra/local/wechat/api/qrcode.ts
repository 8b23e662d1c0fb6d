import * as z from 'zod';
import { text } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { nextName, nextNumber, randomText } from '../ids.ts';
import type { SceneCode } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const CodeRequest = z.object({
  expire_seconds: z.number().optional(),
  action_name: z.enum(['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE']),
  action_info: z.object({ scene: z.object({ scene_id: z.number().optional(), scene_str: z.string().optional() }) }),
});
const Shorten = z.object({ long_data: z.string(), expire_seconds: z.number().optional() });

const thirtyDays = 2_592_000;
const defaultSeconds = 30;

const numberScene = (id: number | undefined, most: number): string => {
  if (id === undefined || !Number.isInteger(id) || id < 1 || id > most) throw new ApiError(40097, 'scene_id');
  return String(id);
};

const sceneOf = ({ action_name, action_info: { scene } }: z.infer<typeof CodeRequest>): string => {
  if (action_name === 'QR_SCENE') return numberScene(scene.scene_id, 0xffffffff);
  if (action_name === 'QR_LIMIT_SCENE') return numberScene(scene.scene_id, 100_000);
  const words = scene.scene_str ?? '';
  if (words.length < 1 || words.length > 64) throw new ApiError(40097, 'scene_str');
  return words;
};

const create = (world: World, call: HttpCall) => {
  const request = readBody(call, CodeRequest);
  const limited = request.action_name.includes('LIMIT');
  const seconds = Math.min(request.expire_seconds ?? defaultSeconds, thirtyDays);
  const ticket = `gQ${nextNumber(world).toString(36)}_${randomText(90)}==`;
  const expires = limited ? {} : { expiresAt: world.now() + seconds * 1000 };
  const url = `http://weixin.qq.com/q/${randomText(22)}`;
  const code: SceneCode = { ticket, scene: sceneOf(request), url, ...expires };
  world.state.codes[ticket] = code;
  world.changed();
  return { ticket, ...(limited ? {} : { expire_seconds: seconds }), url };
};

/** The code behind a ticket, while it is good. */
export const codeOf = (world: World, ticket: string): SceneCode | undefined => {
  const code = Object.hasOwn(world.state.codes, ticket) ? world.state.codes[ticket] : undefined;
  return code && (code.expiresAt === undefined || code.expiresAt > world.now()) ? code : undefined;
};

const escapeXml = (words: string): string => words.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Not a code that a camera reads: a card with the scene's words. */
const picture = (world: World, { query }: HttpCall) => {
  const code = codeOf(world, query['ticket'] ?? '');
  if (!code) return text('', 'text/html', 404);
  const frame =
    '<rect width="428" height="428" fill="#fff"/><rect x="24" y="24" width="380" height="380" fill="none" stroke="#000" stroke-width="8"/>';
  const words = `<text x="214" y="220" font-size="26" text-anchor="middle">${escapeXml(code.scene)}</text>`;
  return text(
    `<svg xmlns="http://www.w3.org/2000/svg" width="428" height="428">${frame}${words}</svg>`,
    'image/svg+xml',
  );
};

const shorten = (world: World, call: HttpCall) => {
  const { long_data, expire_seconds } = readBody(call, Shorten);
  const key = nextName(world, '', 12);
  const createdAt = world.now();
  const expiresAt = createdAt + Math.min(expire_seconds ?? thirtyDays, thirtyDays) * 1000;
  world.state.shortKeys[key] = { data: long_data, createdAt, expiresAt };
  return { errcode: 0, errmsg: 'ok', short_key: key };
};

const unfold = (world: World, call: HttpCall) => {
  const { short_key } = readBody(call, z.object({ short_key: z.string() }));
  const entry = Object.hasOwn(world.state.shortKeys, short_key) ? world.state.shortKeys[short_key] : undefined;
  if (!entry || entry.expiresAt <= world.now()) throw new ApiError(40097);
  const expire_seconds = Math.floor((entry.expiresAt - world.now()) / 1000);
  return {
    errcode: 0,
    errmsg: 'ok',
    long_data: entry.data,
    create_time: Math.floor(entry.createdAt / 1000),
    expire_seconds,
  };
};

/** Codes with a scene, and short keys (带参数二维码, 短key托管). */
export const qrcodeRoutes: ApiRoute[] = [
  post('/cgi-bin/qrcode/create', create, { daily: 100_000 }),
  get('/cgi-bin/showqrcode', picture, { open: true }),
  post('/cgi-bin/shorten/gen', shorten),
  post('/cgi-bin/shorten/fetch', unfold),
];

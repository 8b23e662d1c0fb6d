import * as z from 'zod';
import { verifyCallback } from '../delivery/verify.ts';
import type { HttpCall } from '../http/call.ts';
import type { World } from '../world.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const CheckRequest = z.object({
  action: z.enum(['all', 'dns', 'ping']),
  check_operator: z.enum(['DEFAULT', 'CHINANET', 'UNICOM', 'CAP']),
});

const addresses = () => ({ ip_list: ['127.0.0.1', '127.0.0.0/8', '::1'] });

const check = async (world: World, call: HttpCall) => {
  const { action } = readBody(call, CheckRequest);
  const { ok } = await verifyCallback(world);
  const ip = new URL(world.options.account.callbackUrl).hostname;
  const dns = [{ ip, real_operator: 'UNICOM' }];
  const ping = [{ ip, from_operator: 'UNICOM', package_loss: ok ? '0%' : '100%', time: '1.000ms' }];
  return { ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) };
};

/** WeChat's addresses and its check of the callback (获取微信推送服务器IP, 网络检测). */
export const networkRoutes: ApiRoute[] = [
  get('/cgi-bin/getcallbackip', addresses),
  get('/cgi-bin/get_api_domain_ip', addresses),
  post('/cgi-bin/callback/check', check),
];

import { randomBytes } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';
import { type JsSdkSignature, signJsSdk } from '../../wechat/js-sdk.ts';
import type { TokenSource } from '../../wechat/token.ts';

/** What signing for the JS-SDK needs. */
export interface JsSdkDeps {
  appId: string;
  publicUrl: string;
  ticket: Pick<TokenSource, 'get'>;
  now: () => number;
}

/** `wx.config` for a page of the account's own; for any other address throws `foreign_url`, lest this sign for strangers. */
export const configureJsSdk = async (deps: JsSdkDeps, url: string | undefined): Promise<JsSdkSignature> => {
  const isOwn = url !== undefined && URL.canParse(url) && new URL(url).origin === new URL(deps.publicUrl).origin;
  if (!isOwn) throw new AppError('foreign_url', 'reject', '只能为本服务号的页面签名。');
  const timestamp = Math.floor(deps.now() / 1000);
  const nonceStr = randomBytes(8).toString('hex');
  const signature = signJsSdk(await deps.ticket.get(), nonceStr, timestamp, url);
  return { appId: deps.appId, timestamp, nonceStr, signature };
};

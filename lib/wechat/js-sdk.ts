import { hash } from 'node:crypto';

/** What `wx.config` needs of the server (JS-SDK: 附录1 签名算法). */
export interface JsSdkSignature {
  appId: string;
  /** Epoch seconds. */
  timestamp: number;
  nonceStr: string;
  signature: string;
}

/** The signature over ticket, nonce, time and the page's address up to its `#`, exactly as the browser has it. */
export const signJsSdk = (ticket: string, nonceStr: string, timestamp: number, url: string): string =>
  hash('sha1', `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url.split('#')[0]}`);

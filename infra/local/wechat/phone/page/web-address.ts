const authorizePath = '/connect/oauth2/authorize';
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Only these may become links; everything else stays text. */
export const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/**
 * The address a page is opened at: WeChat's own OAuth page is the simulator's, which is told whose phone it is;
 * any other address is opened as it stands.
 */
export const pageAddress = (url: string, openid: string, simulator: string): string => {
  const address = new URL(url, simulator);
  const isWeChat = address.hostname === 'open.weixin.qq.com' || address.origin === simulator;
  if (!isWeChat || address.pathname !== authorizePath) return address.href;
  const here = new URL(authorizePath + address.search, simulator);
  here.searchParams.set('as', openid);
  return here.href;
};

/** Whether a page is on this machine, so that opening it asks nobody outside. */
export const isLocal = (url: string): boolean => loopback.has(new URL(url).hostname);

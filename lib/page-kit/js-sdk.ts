import { get } from './use-api.ts';

/** A position on the earth, and by which datum: WeChat gives GCJ-02, a browser WGS-84. */
export interface Position {
  latitude: number;
  longitude: number;
  datum: 'gcj02' | 'wgs84';
}

/** What we use of WeChat's JS-SDK (JS-SDK 说明文档). */
interface Wx {
  config(options: Record<string, unknown>): void;
  ready(act: () => void): void;
  error(act: (fault: unknown) => void): void;
  getLocation(options: {
    type: 'gcj02';
    success(found: { latitude: number | string; longitude: number | string }): void;
    fail(): void;
    cancel(): void;
  }): void;
}

const source = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';
const patienceMs = 8000;
const jsApiList = ['getLocation'];
const openTagList = ['wx-open-subscribe'];

/** Whether the page is shown by WeChat itself. */
const isInWeChat = (): boolean => /MicroMessenger/i.test(navigator.userAgent);

const loadScript = (): Promise<Wx | undefined> =>
  new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = () => resolve((globalThis as { wx?: Wx }).wx);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });

/** WeChat on iOS checks the signature by the address that was opened first, on Android by the present one. */
const addresses = (): string[] => {
  const [landing] = performance.getEntriesByType('navigation');
  return [...new Set([location.href, landing?.name ?? location.href].map((href) => href.split('#')[0] ?? href))];
};

const configure = async (wx: Wx, url: string): Promise<boolean> => {
  const signature = await get<object>('/api/js-sdk', { url });
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), patienceMs);
    wx.error(() => resolve(false));
    wx.ready(() => resolve(true));
    wx.config({ ...signature, jsApiList, openTagList });
  });
};

const open = async (): Promise<Wx | undefined> => {
  const wx = isInWeChat() ? await loadScript() : undefined;
  if (wx === undefined) return undefined;
  for (const url of addresses()) {
    if (await configure(wx, url).catch(() => false)) return wx;
  }
  return undefined;
};

let opened: Promise<Wx | undefined> | undefined;

/** The JS-SDK, configured for this page; undefined outside WeChat, and where WeChat refuses the signature. */
export const openJsSdk = (): Promise<Wx | undefined> => {
  opened ??= open();
  return opened;
};

const byWeChat = (wx: Wx): Promise<Position | undefined> =>
  new Promise((resolve) => {
    const nowhere = () => resolve(undefined);
    wx.getLocation({
      type: 'gcj02',
      success: ({ latitude, longitude }) =>
        resolve({ latitude: Number(latitude), longitude: Number(longitude), datum: 'gcj02' }),
      fail: nowhere,
      cancel: nowhere,
    });
  });

const byBrowser = (): Promise<Position | undefined> =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude, datum: 'wgs84' }),
      () => resolve(undefined),
      { timeout: patienceMs, maximumAge: 60_000 },
    );
  });

/** Where the follower is, if they let us know: by WeChat where the page is shown there, else by the browser. */
export const locate = async (): Promise<Position | undefined> => {
  const wx = await openJsSdk();
  return wx === undefined ? byBrowser() : byWeChat(wx);
};

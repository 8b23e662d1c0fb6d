import { randomBytes } from 'node:crypto';
import { createCipher } from '../../lib/wechat/cipher.ts';
import { sign } from '../../lib/wechat/signature.ts';
import { type Finding, note, ok, wrong } from './finding.ts';

/** What the doctor knows of a deployed callback. */
export interface Callback {
  /** `https://…/wechat` */
  url: string;
  token: string;
  encodingAesKey: string;
  appId: string;
  originalId: string;
  mode: string;
}

interface Answer {
  status: number;
  body: string;
  /** Milliseconds by which this machine's clock is ahead of the server's. */
  clockAheadMs: number;
}

const timeLimitMs = 10_000;

const call = async (url: URL, body?: string): Promise<Answer> => {
  const signal = AbortSignal.timeout(timeLimitMs);
  const init = body === undefined ? { signal } : { method: 'POST', body, signal };
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const date = Date.parse(response.headers.get('date') ?? '');
  const clockAheadMs = Number.isNaN(date) ? 0 : Date.now() - date;
  return { status: response.status, body: await response.text(), clockAheadMs };
};

const signedUrl = ({ url, token }: Callback, extra: Record<string, string>, encrypted?: string): URL => {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(5).toString('hex')];
  const query = { timestamp, nonce, signature: sign(token, timestamp, nonce), ...extra };
  const signed = new URL(url);
  for (const [name, value] of Object.entries(query)) signed.searchParams.set(name, value);
  if (encrypted !== undefined) signed.searchParams.set('msg_signature', sign(token, timestamp, nonce, encrypted));
  return signed;
};

/** A message of a kind that no account knows: answered `success`, without any effect. */
const harmless = ({ originalId }: Callback): string =>
  `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><FromUserName><![CDATA[doctor]]></FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[doctor]]></MsgType></xml>`;

const sendSafely = (callback: Callback): Promise<Answer> => {
  const encrypted = createCipher(callback.encodingAesKey, callback.appId).encrypt(harmless(callback));
  return call(signedUrl(callback, {}, encrypted), `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`);
};

const modeInWords: Record<string, string> = { safe: '安全模式', compatible: '兼容模式', plaintext: '明文模式' };

const checkMode = async (callback: Callback): Promise<Finding> => {
  const { mode } = callback;
  const answer =
    mode === 'plaintext' ? await call(signedUrl(callback, {}), harmless(callback)) : await sendSafely(callback);
  const shown = `${mode} (${modeInWords[mode] ?? '?'})`;
  if (answer.status === 200 && answer.body === 'success') return ok(`the callback takes messages in the mode ${shown}`);
  const remedy =
    'deploy again with the mode, token and key that WeChat has (服务器配置): --param="wechatSecurityMode=…"; npm run secrets -- list';
  return wrong(`the callback refuses a message in the mode ${shown}: ${answer.status}`, remedy);
};

const checkClock = ({ clockAheadMs }: Answer): Finding =>
  Math.abs(clockAheadMs) < 60_000
    ? ok('the clocks agree')
    : wrong(
        `this machine's clock is ${Math.round(clockAheadMs / 1000)} s off`,
        'set it by NTP: what it signs is refused, and says nothing of the account',
      );

/** Does what WeChat does when the address is entered, then sends a message that has no effect. */
export const checkCallback = async (callback: Callback): Promise<Finding[]> => {
  const echostr = randomBytes(8).toString('hex');
  try {
    const echo = await call(signedUrl(callback, { echostr }));
    if (echo.status === 200 && echo.body === echostr) {
      return [checkClock(echo), ok(`the callback answers at ${callback.url}`), await checkMode(callback)];
    }
    const remedy =
      echo.status === 403
        ? 'it does not accept the stored token: wait five minutes after a change of a secret, then look again'
        : 'look whether this is the deployed address: npx serverless info; and the alarms in infra/docs/runbook.md';
    return [checkClock(echo), wrong(`the callback at ${callback.url} answers ${echo.status}`, remedy)];
  } catch (error) {
    const reason = error instanceof Error ? String(error.cause ?? error.message) : '';
    const remedy =
      'check the name (DNS), the certificate, and in China the ICP filing, without which ports 80 and 443 are closed';
    return [wrong(`the callback at ${callback.url} can't be reached: ${reason}`, remedy)];
  }
};

/** Calls that were refused lately: WeChat's own, when what it holds differs from what is deployed. */
export const judgeRefusals = (count: number): Finding =>
  count === 0
    ? ok('no callback was refused in the last hour')
    : note(
        `${count} callbacks were refused in the last hour`,
        'a stranger, or WeChat with another token, key or mode: compare 服务器配置 with the secrets and the mode above',
      );

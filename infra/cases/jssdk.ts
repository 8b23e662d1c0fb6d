import { signJsSdk } from '../../lib/wechat/js-sdk.ts';
import { expectEqual, type Outcome, runCases } from './outcome.ts';

export interface JsSdkFile {
  cases: {
    id: string;
    jsapi_ticket: string;
    noncestr: string;
    timestamp: number | string;
    url: string;
    signature: string;
  }[];
}

/** JS-SDK signatures. */
export const runJsSdk = (file: JsSdkFile): Promise<Outcome[]> =>
  runCases(file.cases, ({ jsapi_ticket, noncestr, timestamp, url, signature }) => {
    expectEqual('signature', signJsSdk(jsapi_ticket, noncestr, Number(timestamp), url), signature);
  });

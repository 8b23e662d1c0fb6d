import { Capi } from '@tencent-sdk/capi';
import { TencentCloudApiError, type TencentCloudFailure, TencentCloudNetworkError } from './errors.ts';

/** A service of Tencent Cloud and the version of its API, such as `{ name: 'asr', version: '2019-06-14' }`. */
export interface TencentCloudService {
  name: string;
  version: string;
}

/** Calls actions of Tencent Cloud's API 3.0. */
export interface TencentCloud {
  /**
   * The members of the answer's `Response`. Parameters keep their exact names. Throws `TencentCloudApiError` when the answer says no,
   * `TencentCloudNetworkError` when none comes.
   */
  call(service: TencentCloudService, action: string, parameters: object): Promise<Record<string, unknown>>;
}

export interface TencentCloudOptions {
  secretId: string;
  secretKey: string;
  region: string;
  /** Replaces `https://<service>.tencentcloudapi.com` for every service, for a stand-in. */
  baseUrl?: string;
  /** Time limit of one request in milliseconds, 5000 by default. */
  timeoutMs?: number;
  /** The machine's own clock, since the SDK signs with that one. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

const dayMs = 86_400_000;
const productionHost = 'tencentcloudapi.com';

const failures: Record<string, TencentCloudFailure> = {
  TimeoutError: 'timeout',
  HTTPError: 'http-status',
  ParseError: 'bad-body',
};

const noAnswer = (action: string, error: unknown): TencentCloudNetworkError => {
  const { name, code } = error as { name?: string; code?: string };
  const failure = failures[name ?? ''] ?? 'connection';
  return new TencentCloudNetworkError(action, failure, code ?? name ?? 'unknown');
};

interface Envelope {
  Response?: Record<string, unknown> & { Error?: { Code?: string }; RequestId?: string };
}

/** The SDK hands an API error over as an ordinary value; it becomes an error here. */
const responseIn = (action: string, envelope: Envelope | undefined): Record<string, unknown> => {
  const response = envelope?.Response;
  if (!response) throw new TencentCloudNetworkError(action, 'bad-body', 'the answer has no Response');
  if (response.Error) throw new TencentCloudApiError(action, response.Error.Code ?? 'Unknown', response.RequestId);
  return response;
};

const hostOptions = (name: string, baseUrl: string | undefined) => {
  const url = new URL(baseUrl ?? `https://${name}.${productionHost}`);
  return { host: url.host, protocol: url.protocol.slice(0, -1), path: url.pathname };
};

/** One SDK client for one service: a request's options stay in the instance, so services must not share it. */
const openService = (service: TencentCloudService, options: TencentCloudOptions): Capi =>
  new Capi({
    serviceType: service.name,
    version: service.version,
    region: options.region,
    secretId: options.secretId,
    secretKey: options.secretKey,
    timeout: options.timeoutMs ?? 5_000,
    isPascalCase: false,
    isV3: true,
    ...hostOptions(service.name, options.baseUrl),
  });

/** The one client of Tencent Cloud, signing with TC3-HMAC-SHA256. */
export const createTencentCloud = (options: TencentCloudOptions): TencentCloud => {
  const clients = new Map<string, Capi>();
  const clientOf = (service: TencentCloudService): Capi => {
    const client = clients.get(service.name) ?? openService(service, options);
    clients.set(service.name, client);
    return client;
  };

  const request = async (service: TencentCloudService, action: string, parameters: object) => {
    // Without the third argument the SDK signs by the old HMAC-SHA1 form.
    const answer: unknown = await clientOf(service)
      .request({ ...parameters, action }, {}, true)
      .catch((error: unknown) => {
        throw noAnswer(action, error);
      });
    return responseIn(action, answer as Envelope | undefined);
  };

  const msToUtcMidnight = (): number => dayMs - (options.now() % dayMs);

  return {
    call: async (service, action, parameters) => {
      const untilMidnight = msToUtcMidnight();
      try {
        return await request(service, action, parameters);
      } catch (error) {
        // In the last second before 08:00 in Beijing the SDK signs the new day's second with the old day's date.
        const signedAcrossDays = error instanceof TencentCloudApiError && error.code.startsWith('AuthFailure');
        if (!signedAcrossDays || untilMidnight > 1_000) throw error;
        await options.sleep(Math.min(untilMidnight, msToUtcMidnight()) + 50);
        return request(service, action, parameters);
      }
    },
  };
};

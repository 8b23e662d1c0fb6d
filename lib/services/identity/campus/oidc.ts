import type { Configuration } from 'openid-client';
import { AppError } from '../../../platform/errors.ts';
import type { SignOnProvider, SignOnSecrets } from './provider.ts';

/** What OpenID Connect takes. */
export interface OidcOptions {
  /** The issuer, such as `https://sso.example.edu.cn`. */
  url: string;
  clientId: string;
  clientSecret: () => Promise<string>;
  /** The claim that holds the student or staff number; one that people can't change themselves. */
  numberClaim: string;
  /** `<PUBLIC_URL>/pages/campus/return` */
  returnUrl: string;
}

// Loaded at the first sign-on: most requests of most organisations never need it.
const library = () => import('openid-client');

const isOnThisMachine = (url: string): boolean => /^http:\/\/127\.0\.0\.1(:|\/|$)/.test(url);

const discover = async ({ url, clientId, clientSecret }: OidcOptions): Promise<Configuration> => {
  const oidc = await library();
  // Without TLS only where a developer's stand-in runs.
  const execute = isOnThisMachine(url) ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(url), clientId, await clientSecret(), undefined, { execute, timeout: 4 });
};

const unavailable = (): AppError =>
  new AppError('sign_on_unavailable', 'retry', 'the OpenID Connect provider did not answer');

const refused = (): AppError =>
  new AppError('sign_on_refused', 'reject', 'the OpenID Connect provider does not vouch for the return');

/** Whether the provider, or the return itself, said no; everything else may pass. */
const saysNo = async (error: unknown): Promise<boolean> => {
  const oidc = await library();
  const refusals = [oidc.ResponseBodyError, oidc.AuthorizationResponseError, oidc.WWWAuthenticateChallengeError];
  if (refusals.some((kind) => error instanceof kind)) return true;
  return error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT';
};

const claimed = async (options: OidcOptions, config: Configuration, secrets: SignOnSecrets, returned: URL) => {
  const oidc = await library();
  const address = new URL(options.returnUrl);
  address.search = returned.search;
  const tokens = await oidc.authorizationCodeGrant(config, address, {
    pkceCodeVerifier: secrets.verifier,
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    idTokenExpected: true,
  });
  return tokens.claims()?.[options.numberClaim];
};

/** Sign-on by OpenID Connect: authorization code with PKCE (RFC 7636), state and nonce; the ID token's signature is checked. */
export const createOidc = (options: OidcOptions): SignOnProvider => {
  let discovered: Promise<Configuration> | undefined;
  const configuration = (): Promise<Configuration> => {
    discovered ??= discover(options).catch(() => {
      discovered = undefined;
      throw unavailable();
    });
    return discovered;
  };

  return {
    method: 'oidc',
    locate: async ({ state, verifier, nonce }) => {
      const [oidc, config] = await Promise.all([library(), configuration()]);
      return oidc.buildAuthorizationUrl(config, {
        redirect_uri: options.returnUrl,
        scope: 'openid profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      }).href;
    },
    identify: async (secrets, returned) => {
      const config = await configuration();
      try {
        const number = await claimed(options, config, secrets, returned);
        if (typeof number === 'string' && number !== '') return number;
      } catch (error) {
        if (!(await saysNo(error))) throw unavailable();
      }
      throw refused();
    },
  };
};

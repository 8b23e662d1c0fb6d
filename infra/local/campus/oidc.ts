import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { signOnPage, signsOn } from './page.ts';
import { type CampusAnswer, type CampusRequest, formOf, html, jsonAnswer, redirect } from './request.ts';
import { createOnceStore } from './store.ts';

/** What the stand-in knows of its one client. */
export interface OidcServerOptions {
  /** Address of the stand-in itself. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  returnUrl: string;
  now: () => number;
}

interface Asked {
  clientId: string;
  redirectUri: string;
  state: string;
  nonce: string;
  challenge: string;
}

const codeMs = 60_000;
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const askedIn = (given: Record<string, string>): Asked => ({
  clientId: given['client_id'] ?? '',
  redirectUri: given['redirect_uri'] ?? '',
  state: given['state'] ?? '',
  nonce: given['nonce'] ?? '',
  challenge: given['code_challenge_method'] === 'S256' ? (given['code_challenge'] ?? '') : '',
});

/** `client_secret_post` or `client_secret_basic` (OpenID Connect Core 1.0, section 9). */
const credentialsIn = (request: CampusRequest, form: Record<string, string>): string => {
  const header = request.headers['authorization'];
  const basic = typeof header === 'string' ? /^Basic (.+)$/.exec(header)?.[1] : undefined;
  if (basic === undefined) return `${form['client_id']}:${form['client_secret']}`;
  return Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent).join(':');
};

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** An OpenID Connect provider: discovery, keys, authorization code with PKCE, signed ID tokens. Codes last a minute and work once. */
export const createOidcServer = (options: OidcServerOptions) => {
  const { issuer, clientId, clientSecret, returnUrl, now } = options;
  const codes = createOnceStore<Asked & { number: string }>(now, codeMs);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();

  const idToken = ({ number, nonce }: { number: string; nonce: string }): string => {
    const iat = Math.floor(now() / 1000);
    const claims = { iss: issuer, aud: clientId, sub: number, nonce, iat, exp: iat + 300 };
    const content = `${base64url({ alg: 'RS256', typ: 'JWT', kid })}.${base64url(claims)}`;
    return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey, 'base64url')}`;
  };

  const authorize = (request: CampusRequest): CampusAnswer => {
    const given = request.method === 'POST' ? formOf(request) : request.query;
    const asked = askedIn(given);
    if (asked.clientId !== clientId || asked.redirectUri !== returnUrl) return html('<p>应用未注册。</p>', 403);
    if (asked.challenge === '') return html('<p>缺少 PKCE。</p>', 400);
    const { username, password, ...hidden } = given;
    if (request.method !== 'POST') return html(signOnPage('authorize', hidden));
    if (!signsOn(username, password)) return html(signOnPage('authorize', hidden, '学号或密码不对。'), 401);
    const address = new URL(returnUrl);
    address.search = new URLSearchParams({
      code: codes.give({ ...asked, number: username }),
      state: asked.state,
    }).toString();
    return redirect(address.href);
  };

  const token = (request: CampusRequest): CampusAnswer => {
    const form = formOf(request);
    if (credentialsIn(request, form) !== `${clientId}:${clientSecret}`)
      return jsonAnswer({ error: 'invalid_client' }, 401);
    const asked = codes.take(form['code'] ?? '');
    const fits =
      asked?.redirectUri === form['redirect_uri'] && asked?.challenge === challengeOf(form['code_verifier'] ?? '');
    if (asked === undefined || !fits) return jsonAnswer({ error: 'invalid_grant' }, 400);
    return jsonAnswer({ access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken(asked) });
  };

  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };

  return (request: CampusRequest): CampusAnswer | undefined => {
    if (request.path === '/.well-known/openid-configuration') return jsonAnswer(discovery);
    if (request.path === '/keys') {
      return jsonAnswer({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] });
    }
    if (request.path === '/authorize') return authorize(request);
    if (request.path === '/token' && request.method === 'POST') return token(request);
    return undefined;
  };
};

import type { WeChatApi } from './api.ts';
import { expiresInSeconds, tokenIn } from './stable-token.ts';
import { createTokenSource, type TokenDependencies, type TokenSource } from './token.ts';

const api = '/cgi-bin/ticket/getticket';

/** The account's JS-SDK ticket (jsapi_ticket), shared and refreshed like the token; WeChat allows few calls for it. */
export const createTicketSource = (weChat: WeChatApi, deps: Omit<TokenDependencies, 'fetchToken'>): TokenSource =>
  createTokenSource({
    ...deps,
    fetchToken: async () => {
      const answer = await weChat.get<{ ticket?: unknown; expires_in?: unknown }>(api, { type: 'jsapi' });
      return { value: tokenIn(api, answer.ticket), expiresInSeconds: expiresInSeconds(answer.expires_in) };
    },
  });

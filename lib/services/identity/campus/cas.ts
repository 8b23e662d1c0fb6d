import { AppError } from '../../../platform/errors.ts';
import { parseXml, type XmlElement } from '../../../wechat/xml.ts';
import type { SignOnProvider } from './provider.ts';

/** What CAS takes. */
export interface CasOptions {
  /** Such as `https://cas.example.edu.cn/cas`. */
  url: string;
  /** `<PUBLIC_URL>/pages/campus/return` */
  returnUrl: string;
  fetch: typeof fetch;
  timeoutMs?: number;
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element === undefined || !Object.hasOwn(element.children, name) ? undefined : element.children[name]?.[0];

/** `cas:user` of a success; undefined for a failure. The answer becomes the content of the element that our one parser takes. */
const userIn = (answer: string): string | undefined => {
  const root = parseXml(`<xml>${answer.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '')}</xml>`);
  const success = child(child(root, 'cas:serviceResponse'), 'cas:authenticationSuccess');
  return child(success, 'cas:user')?.text;
};

/** `path` below the server's own path. */
const below = (base: string, path: string): URL => new URL(`${base.replace(/\/$/, '')}${path}`);

/** Sign-on by CAS (CAS Protocol 3.0 Specification, 2.1 and 2.5). The state travels in the service's address, which the ticket is bound to. */
export const createCas = ({ url, returnUrl, fetch, timeoutMs = 4000 }: CasOptions): SignOnProvider => {
  const serviceOf = (state: string): string => `${returnUrl}?state=${encodeURIComponent(state)}`;

  const validate = async (state: string, ticket: string): Promise<string> => {
    const address = below(url, '/serviceValidate');
    address.searchParams.set('service', serviceOf(state));
    address.searchParams.set('ticket', ticket);
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
      if (response.ok) return await response.text();
    } catch {
      // The error would carry the ticket.
    }
    throw new AppError('sign_on_unavailable', 'retry', 'CAS did not answer a validation');
  };

  return {
    method: 'cas',
    locate: async ({ state }) => {
      const address = below(url, '/login');
      address.searchParams.set('service', serviceOf(state));
      return address.href;
    },
    identify: async ({ state }, returned) => {
      const ticket = returned.searchParams.get('ticket');
      const user = ticket ? userIn(await validate(state, ticket)) : undefined;
      if (user) return user;
      throw new AppError('sign_on_refused', 'reject', 'CAS does not vouch for the ticket');
    },
  };
};

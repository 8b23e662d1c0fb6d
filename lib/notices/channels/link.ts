import { AppError } from '../../platform/errors.ts';

/**
 * The full address of a page of the account: `link` is its path and query. Throws `AppError('bad_link', 'reject')` for one that leads elsewhere
 * or is longer than the 1,024 bytes that WeChat takes.
 */
export const addressOf = (publicUrl: string, link: string): string => {
  const base = new URL(publicUrl);
  const bad = () => new AppError('bad_link', 'reject', 'the link must be a path of the account, such as /pages/bills');
  if (!/^\/(?![/\\])/.test(link) || !URL.canParse(link, base)) throw bad();
  const { href, origin } = new URL(link, base);
  if (origin !== base.origin || Buffer.byteLength(href) > 1024) throw bad();
  return href;
};

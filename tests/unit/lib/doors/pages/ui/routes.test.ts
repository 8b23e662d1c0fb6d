import { describe, expect, it } from 'vitest';
import { matchRoute } from '../../../../../../lib/doors/pages/ui/routes.ts';

const paths = ['/pages/me', '/pages/invite/:token'];

describe('an address', () => {
  it('finds its page, with or without a closing slash', () => {
    expect(matchRoute(paths, '/pages/me')).toEqual({ path: '/pages/me', params: {} });
    expect(matchRoute(paths, '/pages/me/')).toEqual({ path: '/pages/me', params: {} });
  });

  it('hands over its named parts, decoded', () => {
    expect(matchRoute(paths, '/pages/invite/%E5%AE%B6')).toEqual({
      path: '/pages/invite/:token',
      params: { token: '家' },
    });
  });

  it.each(['/pages', '/pages/you', '/pages/me/more', '/pages/invite/', '/pages/invite', '/pages/invite/%E5', '/'])(
    'of no page finds none: %s',
    (pathname) => {
      expect(matchRoute(paths, pathname)).toBeUndefined();
    },
  );
});

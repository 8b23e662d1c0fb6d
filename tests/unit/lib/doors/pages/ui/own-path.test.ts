import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPath, withThen } from '../../../../../../lib/page-kit/own-path.ts';

const elsewhere = '/pages/me';

describe('where a page sends the browser on', () => {
  it('is an address of ours, query included', () => {
    expect(ownPath('/pages/bills?month=2026-08', elsewhere)).toBe('/pages/bills?month=2026-08');
  });

  it.each([
    null,
    '',
    '//evil.example/pages/',
    'https://evil.example/pages/me',
    '/\\evil.example',
    '/pages/\\evil.example',
    '/pages/\t/evil.example',
    'javascript:alert(1)',
    'pages/me',
    '/desk',
  ])('is never %s', (path) => {
    expect(ownPath(path, elsewhere)).toBe(elsewhere);
  });

  it('is on this host whatever a link says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const target = new URL(ownPath(`/pages/${text}`, elsewhere), 'https://ours.example/pages/bind');
        expect(target.host).toBe('ours.example');
      }),
    );
  });
});

describe('a next step', () => {
  it('gets the way back', () => {
    expect(withThen('/pages/bind', '/pages/bills?month=2026-08')).toBe(
      '/pages/bind?then=%2Fpages%2Fbills%3Fmonth%3D2026-08',
    );
    expect(withThen('/pages/bind?kind=room', '/pages/me')).toBe('/pages/bind?kind=room&then=%2Fpages%2Fme');
  });

  it('keeps one that it has, and is left alone outside these pages', () => {
    expect(withThen('/pages/bind?then=/pages/me', '/pages/bills')).toBe('/pages/bind?then=/pages/me');
    expect(withThen('tel:12345', '/pages/bills')).toBe('tel:12345');
  });
});

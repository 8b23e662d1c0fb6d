import { describe, expect, it } from 'vitest';
import { isPage, type PagesManifest, shellHtml } from '../../../../../../lib/doors/pages/ui/shell-html.ts';

const manifest: PagesManifest = {
  styles: ['look-AAAA.css'],
  script: 'shell-BBBB.js',
  pages: { '/pages/me': ['chunk-CCCC.js'], '/pages/invite/:token': ['chunk-DDDD.js'] },
};

const facts = { organisation: '临江<供电>', telephone: '0999-1234501', demo: false };

describe('the HTML of a page', () => {
  const html = shellHtml(manifest, '/pages/me', facts);

  it('asks at once for the style sheet, the shell and the scripts of this page alone', () => {
    expect(html).toContain('<link rel="stylesheet" href="/pages/assets/look-AAAA.css">');
    expect(html).toContain('<script type="module" src="/pages/assets/shell-BBBB.js"></script>');
    expect(html).toContain('<link rel="modulepreload" href="/pages/assets/chunk-CCCC.js">');
    expect(html).not.toContain('DDDD');
  });

  it('is Chinese, fits a phone, and may be enlarged by its reader', () => {
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('viewport-fit=cover');
    expect(html).not.toMatch(/user-scalable|maximum-scale/);
  });

  it('says what to do without scripts', () => {
    expect(html).toMatch(/<noscript>.*微信.*0999-1234501.*<\/noscript>/);
  });

  it('lets no name break out of it', () => {
    const hostile = { ...facts, organisation: '</script><script>alert(1)</script>', telephone: '"><img src=x>' };
    const page = shellHtml(manifest, '/pages/me', hostile);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
  });

  it('holds the public facts as data', () => {
    const [, data = ''] = /<script type="application\/json" id="facts">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(data)).toEqual(facts);
  });
});

describe('an address', () => {
  it('is a page if the registry has it', () => {
    expect(isPage(manifest, '/pages/invite/AbC')).toBe(true);
    expect(isPage(manifest, '/pages/nothing')).toBe(false);
  });

  it('that is none still gets a shell, which says so', () => {
    expect(shellHtml(manifest, '/pages/nothing', facts)).toContain('shell-BBBB.js');
  });
});

import { describe, expect, it } from 'vitest';
import { createDomainFile } from '../../../../lib/doors/domain-file.ts';

const get = createDomainFile('MP_verify_Ab1.txt=Ab1, MP_verify_Cd2.txt=Cd2');

describe('the file that proves a domain', () => {
  it('is plain text at the root of the domain', async () => {
    expect(await get({ rawPath: '/MP_verify_Cd2.txt' })).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'Cd2',
    });
  });

  it.each(['/MP_verify_ab1.txt', '/MP_verify_Ab1.txt/', '/', '/__proto__', '/toString'])(
    'is not %s',
    async (rawPath) => {
      expect(await get({ rawPath })).toMatchObject({ statusCode: 404 });
    },
  );

  it('is absent where none is configured', async () => {
    expect(await createDomainFile('')({ rawPath: '/' })).toMatchObject({ statusCode: 404 });
  });
});

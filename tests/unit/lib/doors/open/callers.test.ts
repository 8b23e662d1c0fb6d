import { describe, expect, it } from 'vitest';
import { openCallers, readCallers } from '../../../../../lib/doors/open/callers.ts';

const aCaller = { id: 'core', secret: 's'.repeat(32), rights: ['account-changes'], perMinute: 6000 };
const wrongOf = (callers: unknown): string => {
  try {
    readCallers(typeof callers === 'string' ? callers : JSON.stringify(callers));
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('the secret open-api-callers', () => {
  it.each([
    ['no JSON', 'core:secret', 'no JSON'],
    ['no list', aCaller, 'must be a list of callers'],
    ['a short secret', [{ ...aCaller, secret: 'hunter2' }], '0.secret: '],
    ['three secrets', [{ ...aCaller, secret: ['a', 'b', 'c'].map((letter) => letter.repeat(32)) }], '0.secret'],
    ['one secret twice', [{ ...aCaller, secret: [aCaller.secret, aCaller.secret] }], 'must not be the same twice'],
    ['an unknown right', [{ ...aCaller, rights: ['everything'] }], '0.rights.0: must be outages'],
    ['no rights', [{ ...aCaller, rights: [] }], '0.rights: must have a right'],
    ['no limit', [{ ...aCaller, perMinute: undefined }], '0.perMinute'],
    ['one id twice', [aCaller, aCaller], 'an id is there twice'],
    ['a typo', [{ ...aCaller, right: [] }], 'Unrecognized key'],
  ])('with %s is refused, saying where and never what', (_what, callers, message) => {
    const wrong = wrongOf(callers);
    expect(wrong).toContain('the secret open-api-callers is wrong');
    if (message !== 'Unrecognized key') expect(wrong).toContain(message);
    expect(wrong).not.toMatch(/hunter2|s{32}/);
  });

  it('is taken up when it changes, and without it nobody may call', async () => {
    let json: string | undefined;
    const callers = openCallers({ find: async () => json });
    expect(await callers('core')).toBeUndefined();
    json = JSON.stringify([aCaller]);
    expect(await callers('core')).toEqual(aCaller);
    json = JSON.stringify([{ ...aCaller, perMinute: 1 }]);
    expect(await callers('core')).toMatchObject({ perMinute: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { AppError, describeError } from '../../../../lib/platform/errors.ts';

describe('a description of what was thrown', () => {
  it('is an AppError’s own', () => {
    expect(describeError(new AppError('empty', 'reject', 'nothing in it'))).toEqual({
      code: 'empty',
      kind: 'reject',
      message: 'nothing in it',
    });
  });

  it.each([
    [new TypeError('of 13812345678'), 'TypeError'],
    ['13812345678', 'string'],
    [undefined, 'undefined'],
  ])('of %o is worth another try, and names its type alone', (thrown, message) => {
    expect(describeError(thrown)).toEqual({ code: 'unexpected', kind: 'retry', message });
  });
});

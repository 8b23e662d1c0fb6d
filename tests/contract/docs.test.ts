import { describe, expect, it } from 'vitest';
import { knownParams } from '../../infra/deploy/settings-check.ts';
import { secretNames } from '../../infra/secrets/names.ts';
import { Settings } from '../../lib/platform/config.ts';
import { keys } from '../../lib/platform/keys.ts';
import { textOf } from './support/bundles.ts';

describe('the docs', () => {
  it.each([
    ['every parameter of a deployment', knownParams],
    ['every setting of the functions', Object.keys(Settings.shape)],
    ['every secret', secretNames],
  ])('name %s', (_what, names) => {
    const settings = textOf('infra/docs/settings.md');
    expect(names.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
  });

  it('name every kind of item in the table', () => {
    const table = textOf('infra/docs/table.md');
    expect(Object.keys(keys).filter((kind) => !table.includes(`| \`${kind}\` |`))).toEqual([]);
  });
});

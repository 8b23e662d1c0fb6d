import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NewBinding } from '../../../../lib/followers/binding.ts';
import { createBindings } from '../../../../lib/followers/bindings.ts';
import { createFieldCipher } from '../../../../lib/platform/field-cipher.ts';
import { itemsOf, useTable } from '../../../support/table.ts';

const cipher = createFieldCipher(`k1:${randomBytes(32).toString('base64')}`);

const anAccount = (subject: string, changes: Partial<NewBinding> = {}): NewBinding => ({
  kind: 'electricity-account',
  subject,
  shown: `62****${subject.slice(-4)}`,
  label: '家',
  role: 'owner',
  areaId: 'jb-0203',
  boundAt: 1_714_112_445_000,
  consentVersion: '2026-11',
  most: 5,
  unique: false,
  ...changes,
});

describe('bindings', () => {
  const table = useTable();
  const bindings = () => createBindings(table, async () => cipher);

  it('P1: gives back what was bound, the first as default, the subject whole', async () => {
    await bindings().bind('oA', anAccount('6200000001'));
    await bindings().bind('oA', anAccount('6200000002', { label: '父母家', boundAt: 1_714_112_446_000 }));
    expect(await bindings().list('oA', 'electricity-account')).toMatchObject([
      { subject: '6200000001', shown: '62****0001', label: '家', isDefault: true, role: 'owner' },
      { subject: '6200000002', label: '父母家', isDefault: false },
    ]);
  });

  it('writes no subject in the clear', async () => {
    await bindings().bind('oClear', anAccount('6200000777'));
    expect(JSON.stringify(await itemsOf(table, 'oClear'))).not.toContain('6200000777');
  });

  it('P1: lets nobody have more than five, however many try at once', async () => {
    const tries = Array.from({ length: 12 }, (_, at) => bindings().bind('oMany', anAccount(`62000001${at + 10}`)));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter(({ kind }) => kind === 'bound')).toHaveLength(5);
    expect(outcomes.filter(({ kind }) => kind === 'full')).toHaveLength(7);
    expect(await bindings().list('oMany')).toHaveLength(5);
  });

  it('makes the same binding of the same subject, and takes no second place for it', async () => {
    const [first, second] = await Promise.all([
      bindings().bind('oSame', anAccount('6200000003', { most: 1 })),
      bindings().bind('oSame', anAccount('6200000003', { most: 1 })),
    ]);
    expect(first).toEqual(second);
    expect(await bindings().list('oSame')).toHaveLength(1);
  });

  it('H1: binds a subject to one follower only, where the organisation says so', async () => {
    const aFundAccount = anAccount('110105199001011234', { kind: 'fund-account', unique: true, most: 1 });
    const outcomes = await Promise.all(['oU1', 'oU2', 'oU3'].map((openid) => bindings().bind(openid, aFundAccount)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['bound', 'taken', 'taken']);
  });

  it('H1: frees the subject, and the place, when it is unbound', async () => {
    const aFundAccount = anAccount('110105199001015678', { kind: 'fund-account', unique: true, most: 1 });
    await bindings().bind('oFirst', aFundAccount);
    const [bound] = await bindings().list('oFirst');
    expect(await bindings().unbind('oFirst', bound?.id ?? '')).toBe(true);
    expect(await bindings().bind('oSecond', aFundAccount)).toMatchObject({ kind: 'bound' });
    expect(await bindings().bind('oFirst', anAccount('x', { kind: 'fund-account', most: 1 }))).toMatchObject({
      kind: 'bound',
    });
  });

  it('passes the default on when it is unbound, and to the one that is chosen', async () => {
    for (const subject of ['6200000004', '6200000005', '6200000006']) await bindings().bind('oD', anAccount(subject));
    const [first, second, third] = await bindings().list('oD');
    await bindings().makeDefault('oD', third?.id ?? '');
    expect((await bindings().list('oD'))[0]?.subject).toBe(third?.subject);
    await bindings().unbind('oD', third?.id ?? '');
    const left = await bindings().list('oD');
    expect(left.map(({ subject }) => subject).sort()).toEqual([first?.subject, second?.subject].sort());
    expect(left.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it("finds nothing by another follower's id", async () => {
    await bindings().bind('oMine', anAccount('6200000008'));
    const [mine] = await bindings().list('oMine');
    const id = mine?.id ?? '';
    expect(await bindings().rename('oOther', id, '我家')).toBe(false);
    expect(await bindings().makeDefault('oOther', id)).toBe(false);
    expect(await bindings().unbind('oOther', id)).toBe(false);
    expect(await bindings().list('oMine')).toMatchObject([{ label: '家' }]);
  });
});

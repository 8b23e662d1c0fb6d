import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NewBinding } from '../../../../lib/followers/binding.ts';
import { createBindings } from '../../../../lib/followers/bindings.ts';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFamily } from '../../../../lib/followers/family.ts';
import { createHolders, holderKeys } from '../../../../lib/followers/holders.ts';
import { createInvitations } from '../../../../lib/followers/invitations.ts';
import { createShares } from '../../../../lib/followers/shares.ts';
import { createFieldCipher } from '../../../../lib/platform/field-cipher.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOf, putItem, useTable } from '../../../support/table.ts';

const ring = `k1:${randomBytes(32).toString('base64')}`;
const cipher = createFieldCipher(ring);
const newerCipher = createFieldCipher(`k2:${randomBytes(32).toString('base64')},${ring}`);
const openCipher = async () => cipher;

const table = useTable();
const bindings = createBindings(table, openCipher);
const holders = createHolders(table, openCipher);
const invitations = createInvitations(table);
const family = createFamily({ bindings, shares: createShares(table), invitations, openCipher });
const kind = 'bank-card';

const aCard = (subject: string, changes: Partial<NewBinding> = {}): NewBinding => ({
  ...{ kind, subject, shown: '****1234', label: '', role: 'owner', boundAt: now, consentVersion: '1' },
  ...{ most: 2, unique: false },
  ...changes,
});
const openidsOf = async (some: typeof holders, subject: string) =>
  (await some.of(kind, subject)).map(({ openid }) => openid).sort();
const holdersOf = (subject: string) => openidsOf(holders, subject);
const partitionOf = (subject: string) => holderKeys(cipher, kind, subject, '')[0].pk;

describe('who holds a subject', () => {
  it('is who has bound it, each once, and nobody of another subject', async () => {
    for (const openid of ['oA', 'oB', 'oA']) await bindings.bind(openid, aCard('1'));
    await bindings.bind('oC', aCard('2'));
    expect(await holdersOf('1')).toEqual(['oA', 'oB']);
    expect(await holdersOf('3')).toEqual([]);
  });

  it('is nobody whose limit kept them from binding it, and nothing stays of the try', async () => {
    for (const subject of ['4', '5', '6']) await bindings.bind('oFull', aCard(subject));
    expect(await holdersOf('6')).toEqual([]);
    expect(await itemsOf(table, partitionOf('6'))).toEqual([]);
  });

  it('is nobody who was too late where only one may bind it', async () => {
    for (const openid of ['oFirst', 'oLate']) await bindings.bind(openid, aCard('7', { unique: true }));
    expect(await holdersOf('7')).toEqual(['oFirst']);
    expect(await itemsOf(table, partitionOf('7'))).toHaveLength(1);
  });

  it('is not who has ended it, and nothing stays of them', async () => {
    const bound = await bindings.bind('oEnds', aCard('8'));
    await bindings.unbind('oEnds', bound.kind === 'bound' ? bound.binding.id : '');
    expect(await holdersOf('8')).toEqual([]);
    expect(await itemsOf(table, partitionOf('8'))).toEqual([]);
  });

  it('is not who is erased, and nothing stays of them', async () => {
    await bindings.bind('oErased', aCard('9'));
    await createErasure(table).erase('oErased', now);
    expect(await itemsOf(table, partitionOf('9'))).toEqual([]);
  });

  it('is not who noted it and died before the binding', async () => {
    await putItem(table, { ...holderKeys(cipher, kind, '10', 'oDied')[0], openid: 'oDied', bindingId: 'b1' });
    expect(await holdersOf('10')).toEqual([]);
  });

  it('is found under the older keys of the ring too, and ended under all of them', async () => {
    const bound = await bindings.bind('oOld', aCard('11'));
    const id = bound.kind === 'bound' ? bound.binding.id : '';
    const newer = async () => newerCipher;
    expect(await openidsOf(createHolders(table, newer), '11')).toEqual(['oOld']);
    await createBindings(table, newer).bind('oOld', aCard('11'));
    expect(await openidsOf(createHolders(table, newer), '11')).toEqual(['oOld']);
    await createBindings(table, newer).unbind('oOld', id);
    for (const { pk } of holderKeys(newerCipher, kind, '11', '')) expect(await itemsOf(table, pk)).toEqual([]);
  });
});

describe('the holders of a shared subject', () => {
  const aFamily = async (subject: string) => {
    const bound = await bindings.bind('oOwner', aCard(subject, { most: 20 }));
    const id = bound.kind === 'bound' ? bound.binding.id : '';
    const invitation = await family.invite('oOwner', id, now);
    await family.join('oMember', invitation?.token ?? '', { most: 20, consentVersion: '1' }, now);
    return id;
  };

  it('are owner and members, until the owner dismisses them', async () => {
    const id = await aFamily('20');
    expect(await holdersOf('20')).toEqual(['oMember', 'oOwner']);
    await family.dismiss('oOwner', id, '1');
    expect(await holdersOf('20')).toEqual(['oOwner']);
    expect(await itemsOf(table, partitionOf('20'))).toHaveLength(1);
  });

  it('are gone with the owner', async () => {
    await aFamily('21');
    await createErasure(table).erase('oOwner', now);
    expect(await itemsOf(table, partitionOf('21'))).toEqual([]);
  });
});

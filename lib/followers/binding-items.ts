import type { FieldCipher } from '../platform/field-cipher.ts';
import { followerPartition, index, type Key, keys } from '../platform/keys.ts';
import type { Binding, NewBinding } from './binding.ts';
import { holderKeys } from './holders.ts';

const context = 'binding subject';

/** A binding as it stands in the table: the subject encrypted, and with the index's keys where it lies in an area. */
export type BindingItem = Record<string, unknown>;

/** The id of a follower's binding of a subject. */
export const bindingId = (cipher: FieldCipher, openid: string, kind: string, subject: string): string =>
  cipher.hash(`${openid}\u0000${kind}\u0000${subject}`, 'binding id').slice(0, 20);

/** The owner's item of a subject that one follower only may bind. */
export const ownerKey = (cipher: FieldCipher, kind: string, subject: string): Key =>
  keys.owner(kind, cipher.hash(subject, `owner of ${kind}`));

/** The owner's items of a subject under the older keys of the ring. */
export const olderOwnerKeys = (cipher: FieldCipher, kind: string, subject: string): Key[] =>
  cipher
    .hashes(subject, `owner of ${kind}`)
    .slice(1)
    .map((hash) => keys.owner(kind, hash));

/** The item of a new binding. What stands outside the follower's partition is named in `alsoErase`, for erasure to find. */
export const toItem = (cipher: FieldCipher, openid: string, id: string, binding: NewBinding): BindingItem => {
  const { most, unique, subject, areaId, alsoErase = [], ...rest } = binding;
  const { kind } = binding;
  const elsewhere = [...holderKeys(cipher, kind, subject, openid), ...alsoErase];
  return {
    ...keys.binding(openid, kind, id),
    ...(areaId === undefined ? {} : { areaId, ...index.area(areaId, openid, id) }),
    ...rest,
    openid,
    id,
    sealedSubject: cipher.encrypt(subject, context),
    alsoErase: unique ? [ownerKey(cipher, kind, subject), ...elsewhere] : elsewhere,
  };
};

/** The binding of an item. */
export const fromItem = (cipher: FieldCipher, item: BindingItem, defaultIds: ReadonlySet<unknown>): Binding => {
  const { pk, sk, gsi1pk, gsi1sk, openid, sealedSubject, alsoErase, ...rest } = item;
  const binding = rest as unknown as Omit<Binding, 'subject' | 'isDefault'>;
  return {
    ...binding,
    subject: cipher.decrypt(String(sealedSubject), context),
    isDefault: defaultIds.has(binding.id),
  };
};

/** Where a follower's bindings stand, and the lists that name their defaults. */
export const bindingRange = (openid: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': 'binding' },
});

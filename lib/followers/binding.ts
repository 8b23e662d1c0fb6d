import type { Key } from '../platform/keys.ts';

/** What a follower has bound: a subject of the organisation's systems. Its own phone, name and number are not in here. */
export interface Binding {
  /** Unguessable; means nothing without the follower it belongs to. */
  id: string;
  kind: string;
  /** The subject's number in the organisation's systems. Never leaves the server; pages get `shown`. */
  subject: string;
  /** The masked number, such as `62****7890`. */
  shown: string;
  /** What the follower calls it: 家, 父母家. */
  label: string;
  role: 'owner' | 'family';
  isDefault: boolean;
  /** The node of the area tree that it lies in, where known. */
  areaId?: string;
  /** Epoch milliseconds. */
  boundAt: number;
  /** Version of the text that was agreed to. */
  consentVersion: string;
  /** For a family member: the owner who shared it. */
  sharedBy?: string;
}

/** A binding to be made; the id follows from follower, kind and subject, so that a repeated one is the same. */
export interface NewBinding extends Omit<Binding, 'id' | 'isDefault'> {
  /** How many of this kind a follower may have. */
  most: number;
  /** Whether the subject may be bound to one follower only. */
  unique: boolean;
  /** What stands elsewhere because of it and goes with it: a family member's place at the owner's binding. */
  alsoErase?: Key[];
}

/** `full`: the limit is reached; `taken`: it is bound to somebody else, where only one may. */
export type BindOutcome = { kind: 'bound'; binding: Binding } | { kind: 'full' } | { kind: 'taken' };

import type { Binding } from '../../followers/binding.ts';
import type { Ports } from '../../guard/service.ts';
import type { CardName, CardShown, HeldCard } from './model.ts';

export type CardPorts = Pick<Ports, 'backend' | 'bindings' | 'pageUrl'>;
export type CardType = CardName['type'];

/** The card of a binding; undefined when the bank no longer knows it. */
const readCard = async ({ backend }: Pick<Ports, 'backend'>, binding: Binding): Promise<HeldCard | undefined> => {
  const [card] = await backend.records('bank-card', binding.subject, { limit: 1 });
  return card && { binding, card };
};

/** Whether the words name a bound card: by the follower's own name for it, or by its last four digits. */
const isNamed = (words: string, { label, shown }: Binding): boolean =>
  (label !== '' && words.includes(label)) || words.includes(/\d{4}$/.exec(shown)?.[0] ?? '\n');

const typeIn = (words: string): CardType | undefined => {
  if (words.includes('信用卡')) return 'credit';
  return /储蓄卡|借记卡|存折/.test(words) ? 'savings' : undefined;
};

/**
 * The card that is meant: one that the words name, else `first`, else, where a type is wanted and that one is of another, the first of this type.
 * Undefined when there is none.
 */
export const meantCard = async (
  ports: CardPorts,
  openid: string,
  first: Binding,
  { words = '', type = typeIn(words) }: { words?: string; type?: CardType | undefined },
): Promise<HeldCard | undefined> => {
  if (words === '' && type === undefined) return readCard(ports, first);
  const bound = await ports.bindings.list(openid, first.kind);
  const named = bound.filter((binding) => isNamed(words, binding));
  if (type === undefined) return readCard(ports, named[0] ?? first);
  const inOrder = [...new Map([...named, first, ...bound].map((binding) => [binding.id, binding])).values()];
  const held = await Promise.all(inOrder.map((binding) => readCard(ports, binding)));
  return held.find((one) => one?.card.type === type);
};

/** Which card it is. */
export const nameOf = ({ binding, card }: HeldCard): CardName => ({
  binding: binding.id,
  label: binding.label,
  shown: binding.shown,
  type: card.type,
});

/** What a page shows of it: nothing about its holder. */
export const shownOf = (held: HeldCard): CardShown => {
  const { holderName, phone, ...shown } = held.card;
  return { ...shown, ...nameOf(held) };
};

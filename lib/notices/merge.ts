import type { Delivery, DeliveryCode } from './segment.ts';

/** How much is known: what is known better takes the place of what was known before, never the other way round. */
const knowledge: Record<DeliveryCode, number> = {
  '.': 0,
  q: 1,
  u: 2,
  o: 3,
  c: 3,
  n: 3,
  r: 3,
  x: 3,
  a: 4,
  // A receipt may tell of a block first and of the delivery later: the better one stays.
  f: 5,
  b: 5,
  d: 6,
};

/** Something that became known of one recipient. */
export type Fact = Pick<Delivery, 'code' | 'messageId'>;

const mergeOne = (delivery: Delivery, fact: Fact | undefined): Delivery => {
  if (fact === undefined) return delivery;
  const messageId = delivery.messageId ?? fact.messageId;
  const code = knowledge[fact.code] > knowledge[delivery.code] ? fact.code : delivery.code;
  return { ...delivery, code, ...(messageId === undefined ? {} : { messageId }) };
};

/**
 * A segment's recipients with facts about some of them, by openid. Two writers that each merge what they know into what is stored come to the
 * same end in any order.
 */
export const merge = (deliveries: readonly Delivery[], facts: ReadonlyMap<string, Fact>): Delivery[] =>
  deliveries.map((delivery) => mergeOne(delivery, facts.get(delivery.openid)));

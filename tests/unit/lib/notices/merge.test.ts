import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, merge } from '../../../../lib/notices/merge.ts';
import type { Delivery, DeliveryCode } from '../../../../lib/notices/segment.ts';

const code = fc.constantFrom<DeliveryCode[]>('.', 'a', 'd', 'b', 'f', 'n', 'r', 'o', 'q', 'u', 'x');
const aDelivery = (of: DeliveryCode, messageId?: string): Delivery => ({
  openid: 'oPerson',
  code: of,
  sms: ' ',
  ...(messageId === undefined ? {} : { messageId }),
});
const learn = (deliveries: Delivery[], fact: Fact): Delivery[] => merge(deliveries, new Map([['oPerson', fact]]));
const stages: DeliveryCode[][] = [['.'], ['q'], ['u'], ['o', 'n', 'r', 'x'], ['a'], ['f', 'b'], ['d']];
const stageOf = (of: DeliveryCode | undefined): number =>
  stages.findIndex((stage) => stage.some((each) => each === of));

describe('merging what is known', () => {
  it('never takes anything back', () => {
    fc.assert(
      fc.property(code, code, (before, fact) => {
        const [after] = learn([aDelivery(before)], { code: fact });
        expect(stageOf(after?.code)).toBe(Math.max(stageOf(before), stageOf(fact)));
      }),
    );
  });

  it('comes to the same stage in any order, and is the same twice', () => {
    fc.assert(
      fc.property(code, code, code, (start, one, other) => {
        const there = learn(learn([aDelivery(start)], { code: one }), { code: other });
        const back = learn(learn([aDelivery(start)], { code: other }), { code: one });
        expect(stageOf(there[0]?.code)).toBe(stageOf(back[0]?.code));
        expect(learn(there, { code: other })).toEqual(there);
      }),
    );
  });

  it('keeps the first id of a message, and everybody else', () => {
    const people = [aDelivery('a', '7'), { ...aDelivery('.'), openid: 'oOther' }];
    expect(learn(people, { code: 'a', messageId: '8' })).toEqual(people);
    expect(learn([aDelivery('d')], { code: 'a', messageId: '8' })).toEqual([aDelivery('d', '8')]);
  });
});

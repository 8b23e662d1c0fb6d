import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { understand } from '../../../../../lib/chat/intent.ts';
import { createVocabulary } from '../../../../../lib/chat/vocabulary.ts';
import type { LoanTerms } from '../../../../../lib/platform/profile/rates.ts';
import { fromQuery, toQuery } from '../../../../../lib/services/loan-calculator/address.ts';
import { createLoanCalculator } from '../../../../../lib/services/loan-calculator/index.ts';
import { ceilingNote, faultIn } from '../../../../../lib/services/loan-calculator/service.ts';
import { loanIn } from '../../../../../lib/services/loan-calculator/words.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const fund = await anOrganisation('housing-fund');
const power = await anOrganisation('power');
const terms = fund.profile.loans as LoanTerms;
const service = createLoanCalculator({ pageUrl: aPageUrl });
const said = async (words: string, organisation = fund) =>
  contentOf((await service.answer?.(anAsked(organisation, 'loan-calculator', { words }))) ?? { type: 'none' });

describe('a loan that is spoken of', () => {
  test.each([
    ['贷款50万20年', { fundFen: 50_000_000, commercialFen: 0, months: 240, fundRatePpm: 26_000 }],
    ['算贷款 60万 30年', { fundFen: 60_000_000, commercialFen: 0, months: 360 }],
    ['贷款五十万二十年', { fundFen: 50_000_000, months: 240 }],
    ['贷款50万5年', { months: 60, fundRatePpm: 21_000 }],
    ['贷款50万二套20年', { home: 'second', fundRatePpm: 30_750 }],
    ['贷款50.5万元，120期', { fundFen: 50_500_000, months: 120 }],
    ['贷款500000元20年', { fundFen: 50_000_000 }],
    ['50万', { fundFen: 50_000_000, months: 360 }],
    ['商贷一百二十万三十年3.2%', { fundFen: 0, commercialFen: 120_000_000, commercialRatePpm: 32_000 }],
    ['商业贷款80万20年利率百分之三点一', { commercialFen: 80_000_000, commercialRatePpm: 31_000 }],
    ['组合贷公积金60万商业40万30年', { fundFen: 60_000_000, commercialFen: 40_000_000, fundRatePpm: 26_000 }],
    ['组合贷60万40万 3.3％', { fundFen: 60_000_000, commercialFen: 40_000_000, commercialRatePpm: 33_000 }],
  ])('%s', (words, expected) => expect(loanIn(words, terms)).toMatchObject(expected));

  test.each(['计算器', '月供', '', '30年', '利率3.1%'])('none in %j', (words) =>
    expect(loanIn(words, terms)).toBeUndefined(),
  );
});

describe('in chat', () => {
  it('贷款50万20年 gives both ways of repaying, and the page with the same loan', async () => {
    const text = await said('贷款50万20年');
    expect(text).toContain('公积金贷款50万元，年利率2.6%');
    expect(text).toContain('等额本息：每月2,673.94元');
    expect(text).toContain('等额本金：首月3,166.66元');
    expect(text).toContain('/pages/loan-calculator?fund=50&fundRate=2.6&months=240');
  });

  it('计算器 gives the topic’s words and the page', async () => {
    const text = await said('计算器');
    expect(text).toContain('等额本息');
    expect(text).toContain('<a href="https://account.example/pages/loan-calculator?">');
  });

  it('an amount beyond the fund’s ceiling is calculated, with the ceiling beside it', async () => {
    expect(await said('贷款90万30年')).toContain('一人60万元，夫妻80万元，超出的部分可以办组合贷款');
    expect(await said('贷款70万30年')).toContain('一人60万元，夫妻80万元。');
    expect(await said('商贷90万30年')).not.toContain('夫妻80万元');
  });

  test.each([
    ['贷款1元', '1万元到1亿元'],
    ['贷款99999999万30年', '1万元到1亿元'],
    ['贷款50万99年', '1年到30年'],
    ['贷款50万0年', '1年到30年'],
    ['贷款50万20年利率99%', '不要超过15%'],
  ])('%s is explained', async (words, part) => expect(await said(words)).toContain(part));

  it.each(['贷款50万20年', '公积金贷款五十万三十年', '贷款60万30年月供多少'])(
    '%s means the calculator, not the guide to loans',
    (words) => {
      const found = understand({ profile: fund.profile, vocabulary: createVocabulary(fund) }, { words }, []);
      expect(found).toMatchObject({ kind: 'topic', topic: { id: 'calculator' } });
    },
  );

  it('an organisation that does not lend says the topic’s words', async () => {
    const topic = power.profile.topics[0];
    if (topic === undefined) throw new Error('no topic');
    const reply = await service.answer?.(anAsked(power, 'bills', { words: '贷款50万20年', topic }));
    expect(contentOf(reply ?? { type: 'none' })).toBe(topic.answer);
  });
});

describe('the page', () => {
  it('gets rates and bounds, without any binding', async () => {
    expect(service.binding).toBeUndefined();
    expect(service.tier).toBe('visitor');
    expect(await callRoute(service, '/', { organisation: fund })).toEqual({ loans: terms });
    await expect(callRoute(service, '/', { organisation: power })).rejects.toMatchObject({
      code: 'no_loans',
      status: 404,
    });
  });

  it('shows the loan that its address says', () => {
    const wan = fc.integer({ min: 0, max: 100_000 }).map((tenths) => tenths * 100_000);
    const rate = fc.integer({ min: 0, max: 150_000 });
    const home = fc.constantFrom('first' as const, 'second' as const);
    fc.assert(
      fc.property(
        wan,
        wan,
        fc.integer({ min: 1, max: 360 }),
        rate,
        rate,
        home,
        (fundFen, commercialFen, months, a, b, at) => {
          const question = { fundFen, commercialFen, months, home: at, fundRatePpm: a, commercialRatePpm: b };
          const found = fromQuery(new URLSearchParams(toQuery(question)), terms);
          expect({ ...found, fundRatePpm: 0, commercialRatePpm: 0 }).toEqual({
            ...question,
            fundRatePpm: 0,
            commercialRatePpm: 0,
          });
          if (fundFen > 0) expect(found.fundRatePpm).toBe(a);
          if (commercialFen > 0) expect(found.commercialRatePpm).toBe(b);
        },
      ),
    );
  });

  it('takes an address that makes no sense for the usual loan', () => {
    const query = new URLSearchParams('fund=NaN&months=-3&fundRate=x&home=moon&commercial=1e999');
    expect(fromQuery(query, terms)).toEqual({
      fundFen: 0,
      commercialFen: 0,
      months: 360,
      home: 'first',
      fundRatePpm: 26_000,
      commercialRatePpm: 31_000,
    });
    expect(faultIn(fromQuery(query, terms), terms)).toMatchObject({ field: 'amount' });
  });

  it('says nothing of a ceiling that is kept', () => {
    expect(ceilingNote({ ...fromQuery(new URLSearchParams('fund=60'), terms) }, terms)).toBeUndefined();
  });
});

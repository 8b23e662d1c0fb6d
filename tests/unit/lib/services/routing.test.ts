import { describe, expect, it } from 'vitest';
import { understand } from '../../../../lib/chat/intent.ts';
import { createVocabulary } from '../../../../lib/chat/vocabulary.ts';
import { anOrganisation } from '../../../support/organisations.ts';

/** The service that words lead to. */
const serviceOf = async (name: string, words: string): Promise<string | undefined> => {
  const organisation = await anOrganisation(name);
  const { profile } = organisation;
  const intent = understand({ profile, vocabulary: createVocabulary(organisation) }, { words }, []);
  return intent.kind === 'topic' ? intent.topic.service : intent.kind;
};

describe('what followers say', () => {
  it.each([
    ['bank', '余额', 'cards'],
    ['bank', '我卡里还有多少钱', 'cards'],
    ['bank', '尾号1234余额', 'cards'],
    ['bank', '信用卡余额', 'cards'],
    ['bank', '上个月明细', 'card-transactions'],
    ['bank', '昨天的支出', 'card-transactions'],
    ['bank', '近三个月流水', 'card-transactions'],
    ['bank', '信用卡账单', 'credit-bills'],
    ['bank', '8月账单', 'credit-bills'],
    ['bank', '积分', 'card-points'],
    ['police', '应急', 'emergencies'],
    ['police', '违章', 'violations'],
    ['police', '查一下违章', 'violations'],
    ['campus', '水电', 'utilities'],
    ['campus', '查一下水电', 'utilities'],
    ['campus', '电费余额', 'utilities'],
    ['campus', '水费', 'utilities'],
    ['campus', '空教室', 'classrooms'],
    ['campus', '下午 教一 空教室', 'classrooms'],
    ['campus', '明天3-4节', 'classrooms'],
    ['campus', '教室空调不凉', undefined],
    ['campus', '我想借教室，周三3-4节', undefined],
  ])('to the %s: %s, leads to %s', async (organisation, words, service) => {
    expect(await serviceOf(organisation, words)).toBe(service);
  });
});

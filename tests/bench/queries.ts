import { openAccount } from '../flow/support/account.ts';
import { aBoundPerson } from '../flow/support/bound.ts';
import { inSequence } from './stack.ts';
import { printTable } from './statistics.ts';

/** What a bound follower asks, by organisation. */
const questions: Record<string, { kind: string; asks: string[] }> = {
  power: { kind: 'electricity-account', asks: ['电费', '上个月电费'] },
  'housing-fund': { kind: 'fund-account', asks: ['余额', '缴存明细', '我的贷款', '进度'] },
  bank: { kind: 'bank-card', asks: ['余额', '交易明细', '积分'] },
  police: { kind: 'vehicle', asks: ['违章'] },
};

/** DynamoDB calls and units of each query in chat, from the message to the stored reply, out of imported data. */
const measure = async (organisation: string, kind: string, asks: string[]): Promise<string[][]> => {
  const account = await openAccount({ organisation });
  try {
    const { ask } = await aBoundPerson(account, kind);
    const rows: string[][] = [];
    for (const words of asks) {
      account.stack.aws.calls.clear();
      await ask(words);
      const calls = account.stack.aws.calls.list().filter(({ service }) => service === 'dynamodb');
      const units = calls.reduce((sum, { consumed = 0 }) => sum + consumed, 0);
      rows.push([organisation, words, String(calls.length), String(inSequence(calls)), units.toFixed(1)]);
    }
    return rows;
  } finally {
    await account.close();
  }
};

/** `npm run bench -- queries` */
export const run = async (): Promise<void> => {
  const rows: string[][] = [];
  for (const [organisation, { kind, asks }] of Object.entries(questions)) {
    rows.push(...(await measure(organisation, kind, asks)));
  }
  printTable('DynamoDB per query in chat (units: reads and writes together)', [
    ['organisation', 'words', 'calls', 'in sequence', 'units'],
    ...rows,
  ]);
};

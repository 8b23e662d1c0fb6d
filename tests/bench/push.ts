import { currency, moneyPerMillion, usedPer } from '../../infra/costs/used.ts';
import { runStorm, type Storm } from './push-replies.ts';
import { type PushRun, runNotice } from './push-run.ts';
import { mostMemoryMb, type PushStack, withPushStack } from './push-stack.ts';
import { answerMs, prepareUrgent, type UrgentTimes, urgentPeople } from './push-urgent.ts';
import { printTable } from './statistics.ts';

const large = 100_000;

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const outcomeOf = ({ people, counts }: PushRun): string =>
  counts.people.once === people && counts.people.more === 0
    ? 'each once'
    : `WRONG: ${counts.people.once} once, ${counts.people.more} more often`;

const runRow = (run: PushRun, alsoSent = 0): string[] => [
  number(run.people),
  number(run.freezeMs / 1000, 1),
  number(run.sendMs / 1000, 1),
  number((run.people + alsoSent) / (run.sendMs / 1000)),
  number(run.peakMb),
  ...[run.cpu.sender, run.cpu.table, run.cpu.simulator].map((ms) => number(ms, 2)),
  outcomeOf(run),
];

const printRuns = (runs: PushRun[]): void =>
  printTable(
    `Push at answers of ${answerMs} ms (budget: ≥ 1,000 messages/s; 100,000 in < 100 s; memory flat)\n` +
      `  The sender is one process with all functions in threads, each with ${mostMemoryMb} MB for its objects: the peak is that of all together.\n` +
      '  Table, queues and this benchmark are a second process, WeChat a third; no process has a core of its own.\n' +
      `  ${urgentPeople} urgent messages go out during the run of ${number(large)} and are counted in its pace. Receipts are withheld here.`,
    [
      ['people', 'freeze s', 'send s', 'messages/s', 'peak MB', 'sender ms', 'table ms', 'WeChat ms', 'outcome'],
      ...runs.map((run) => runRow(run, run.people === large ? urgentPeople : 0)),
    ],
  );

const printUrgent = ({ people, median, most95, most99, last }: UrgentTimes): void =>
  printTable(
    `Urgent lane: ${number(people)} people while a bulk notice to ${number(large)} goes out, seconds from release to accepted`,
    [
      ['', 'median', '95 %', '99 %', 'last'],
      ['measured', ...[median, most95, most99, last].map((ms) => number(ms / 1000, 1))],
      ['budget', '', '10', '', ''],
      ['GOV.UK Notify (published)', '', '10', '', ''],
      ['GC Notify (published)', '', '', '60', ''],
    ],
  );

const printCosts = (run: PushRun, { used, people }: Storm): void => {
  const parts = [
    { name: 'freeze and count', each: usedPer(run.frozen, run.people) },
    { name: 'claim, send, record', each: usedPer(run.sent, run.people) },
    { name: 'receipts, from the callback on', each: usedPer(used, people) },
  ];
  const rows = parts.map(({ name, each }) => [
    name,
    number(each.readUnits, 3),
    number(each.writeUnits, 3),
    number(each.queueRequests, 3),
    number(each.functionSeconds * 1000, 1),
    number(moneyPerMillion(each), 2),
  ]);
  const writes = parts.slice(1).reduce((sum, { each }) => sum + each.writeUnits, 0);
  printTable(
    `DynamoDB and money per recipient (budget: ≤ 0.2 write units for claim and result, ≤ 0.5 with receipts: ${number(writes, 3)})\n` +
      '  The requests of the receipts’ callbacks are not in it: infra/docs/costs.md has them.',
    [['', 'read units', 'write units', 'queue requests', 'function ms', `${currency} per 1 M`], ...rows],
  );
};

const printStorm = ({ calm, stormy, people, delivered }: Storm): void =>
  printTable(
    `Replies to ordinary questions, 20 a second, while receipts come in (budget: 99 % grows < 1.5 ×: ${number(stormy.most99 / calm.most99, 2)} ×)\n` +
      `  Afterwards the figures show ${number(delivered)} of ${number(people)} receipts.`,
    [
      ['', 'receipts/s', 'asked', 'median ms', '99 % ms', 'not 200'],
      ...[calm, stormy].map((each) => [
        each === calm ? 'without' : 'with',
        number(each.receiptsPerSecond),
        number(each.asked),
        number(each.median),
        number(each.most99),
        number(each.notAnswered),
      ]),
    ],
  );

/** Sends to 1,000, 10,000 and 100,000 people, the last with an urgent notice in its middle. */
const runSizes = async (bench: PushStack): Promise<{ runs: PushRun[]; urgent: UrgentTimes }> => {
  const { simulator } = bench;
  await simulator.patch('/control/tuning', { answerMs, receiptCopies: 0 });
  const waiting = await prepareUrgent(bench);
  // Environments are there, as in an account that has sent before.
  await runNotice(bench, 500);
  const runs = [await runNotice(bench, 1000), await runNotice(bench, 10_000)];
  let urgent: UrgentTimes | undefined;
  const during = async () => {
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    urgent = await waiting.release();
  };
  runs.push(await runNotice(bench, large, { during, alsoSent: urgentPeople }));
  if (urgent === undefined) throw new Error('the urgent notice was never released');
  return { runs, urgent };
};

/** `npm run bench -- push`: the push engine on the local stack, in about four minutes; with `--full` a million people too, in twenty. */
export const run = (): Promise<void> =>
  withPushStack(async (bench) => {
    const { runs, urgent } = await runSizes(bench);
    const storm = await runStorm(bench);
    if (process.argv.includes('--full')) {
      await bench.simulator.patch('/control/tuning', { receiptCopies: 0 });
      runs.push(await runNotice(bench, 1_000_000));
    }
    printRuns(runs);
    console.log('  Singapore’s Postman publishes 758 messages/s.\n');
    printUrgent(urgent);
    const measured = runs.find(({ people }) => people === large);
    if (measured !== undefined) printCosts(measured, storm);
    printStorm(storm);
  });

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { metricOfEvent } from '../../lib/platform/metrics.ts';
import { runCommand } from '../deploy/say.ts';
import { billOf, billOfNotice, idleCosts } from './bill.ts';
import { measureJourneys } from './measure.ts';
import { measureNotice } from './notice.ts';
import prices from './prices.json' with { type: 'json' };

const countAlarms = (): number => {
  const text = readFileSync(new URL('../alarms.yml', import.meta.url), 'utf8');
  const { Resources } = parse(text) as { Resources: Record<string, { Type: string }> };
  return Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').length;
};

const row = (...cells: (string | number)[]): string =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)).join(' | ')} |`;

/** `npm run costs`: what a million of each journey costs, and a month without any, as Markdown tables. */
await runCommand(async () => {
  const organisation = process.env['ORGANISATION'] ?? 'power';
  const bills = (await measureJourneys(organisation)).map(billOf);
  bills.push(...(await measureNotice(organisation)).map(billOfNotice));
  const money = `${prices.currency} per 1 M`;
  console.log(
    `Prices of ${prices.region}, ${prices.date}; units measured on the local stack, each a mean of 40, those of recipients of 6,000.\n`,
  );
  console.log(
    row('a million of', 'Lambda calls each', 'read units each', 'write units each', 'queue requests each', money),
  );
  console.log(row('---', '---', '---', '---', '---', '---'));
  for (const { journey, lambdaCalls, readUnits, writeUnits, queueRequests, money: cost } of bills)
    console.log(row(journey, lambdaCalls, readUnits, writeUnits, queueRequests, cost));
  console.log(`\n${row('a month of', prices.currency)}\n${row('---', '---')}`);
  for (const { what, money: cost } of idleCosts(countAlarms(), new Set(Object.values(metricOfEvent)).size)) {
    console.log(row(what, cost));
  }
});

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { metricOfEvent, metricsNamespace } from '../../lib/platform/metrics.ts';
import { textOf } from './support/bundles.ts';
import { type Manifest, readManifest } from './support/manifest.ts';

let manifest: Manifest;
beforeAll(async () => {
  manifest = await readManifest();
}, 60_000);

const alarms = () => manifest('AWS::CloudWatch::Alarm');
const ourAlarms = () => alarms().filter(({ Properties }) => Properties['Namespace'] === metricsNamespace);
const code = () => {
  const root = path.resolve(import.meta.dirname, '../../lib');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files
    .filter((file) => !file.endsWith('metrics.ts'))
    .map((file) => textOf(`lib/${file}`))
    .join('\n');
};

describe('an alarm', () => {
  it('watches a metric that the code counts, and every metric has one', () => {
    const watched = ourAlarms().map(({ Properties }) => String(Properties['MetricName']));
    expect(watched.sort()).toEqual([...new Set(Object.values(metricOfEvent))].sort());
  });

  it('watches the table by which the metrics are told apart', () => {
    const [table] = manifest('AWS::DynamoDB::Table');
    for (const { Properties } of ourAlarms()) {
      expect(Properties['Dimensions']).toEqual([{ Name: 'Table', Value: table?.Properties['TableName'] }]);
    }
  });

  it('is heard, and explained in the runbook', () => {
    const runbook = textOf('infra/docs/runbook.md');
    for (const { id, Properties } of alarms()) {
      expect(Properties['AlarmActions'], id).toEqual([{ Ref: 'Alarms' }]);
      expect(runbook, id).toContain(`## ${String(Properties['AlarmName']).replace(/^bianmin-power-local-/, '')}\n`);
    }
  });

  it('watches functions that exist', () => {
    const names = manifest('AWS::Lambda::Function').map(({ Properties }) => Properties['FunctionName']);
    const watched = alarms().flatMap(({ Properties }) =>
      (Properties['Dimensions'] as { Name: string; Value: unknown }[]).filter(({ Name }) => Name === 'FunctionName'),
    );
    expect(watched.length).toBeGreaterThan(0);
    for (const { Value } of watched) expect(names).toContain(Value);
  });
});

describe('a metric', () => {
  it('counts an event that some code logs', () => {
    const text = code();
    for (const event of Object.keys(metricOfEvent)) expect(text.includes(`'${event}'`), event).toBe(true);
  });

  it('is on the dashboard', () => {
    const [dashboard] = manifest('AWS::CloudWatch::Dashboard');
    const { 'Fn::Sub': body = '' } = (dashboard?.Properties['DashboardBody'] ?? {}) as { 'Fn::Sub'?: string };
    expect(() => JSON.parse(body.replaceAll(/\$\{[^}]*\}/g, 'x'))).not.toThrow();
    for (const metric of Object.values(metricOfEvent)) expect(body).toContain(`"${metric}"`);
  });
});

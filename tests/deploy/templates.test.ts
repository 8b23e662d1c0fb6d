import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonTool } from './emulator.ts';
import { serverless } from './tool.ts';

const certificate = (partition: string, region: string) =>
  `arn:${partition}:acm:${region}:123456789012:certificate/00000000-0000-4000-8000-000000000000`;

/** What is deployed in earnest, in both partitions, with every option on and off. */
const deployments = [
  { title: 'dev in China', stage: 'dev', region: 'cn-north-1', params: [] },
  {
    title: 'prod in China, one address, a domain',
    stage: 'prod',
    region: 'cn-north-1',
    params: ['alarmMail=a@example.cn', 'domain=wx.example.cn', `certificate=${certificate('aws-cn', 'cn-north-1')}`],
  },
  {
    title: 'prod in America, two addresses, kept warm',
    stage: 'prod',
    region: 'us-east-1',
    params: [
      'egress=two',
      'callbackProvisioned=2',
      'domain=wx.example.com',
      `certificate=${certificate('aws', 'us-east-1')}`,
    ],
  },
];

/** Dependencies that the deploy tool writes twice, and the certificate that stands for none. */
const accepted = new Set(['W3005', 'W1030']);

interface Report {
  level: string;
  rule: string;
  message: string;
}

let folder: string;
let lint: string;
const engine = new RegoEngine();
beforeAll(async () => {
  lint = await pythonTool('cfn-lint');
  // cfn-lint passes over files below a folder whose name begins with a dot.
  folder = await mkdtemp(path.join(tmpdir(), 'bianmin-templates-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const compile = async ({ title, stage, region, params }: (typeof deployments)[number]): Promise<string> => {
  const target = path.join(folder, title.replaceAll(/\W+/g, '-'));
  const words = [
    'package',
    '--stage',
    stage,
    '--region',
    region,
    '--package',
    target,
    ...params.map((param) => `--param=${param}`),
  ];
  const account = {
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_ORIGINAL_ID: 'gh_0123456789ab',
    BIANMIN_TEMPLATE_ONLY: '1',
  };
  const { code, output } = await serverless(words, account);
  expect(code, output).toBe(0);
  const file = `${target}.json`;
  await writeFile(file, await readFile(path.join(target, 'cloudformation-template-update-stack.json')));
  return file;
};

const lintFile = async (file: string, region: string): Promise<Report[]> => {
  const run = promisify(execFile)(lint, ['--format', 'json', '-r', region, '--', file]);
  const { stdout } = await run.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  const found = JSON.parse(stdout) as { Level: string; Message: string; Rule: { Id: string } }[];
  return found.map(({ Level, Message, Rule }) => ({ level: Level, rule: Rule.Id, message: Message }));
};

describe.each(deployments)('the template of $title', (deployment) => {
  let file: string;
  beforeAll(async () => {
    file = await compile(deployment);
  });

  it('has nothing that cfn-lint warns of', async () => {
    expect((await lintFile(file, deployment.region)).filter(({ rule }) => !accepted.has(rule))).toEqual([]);
  });

  it("has no error in the eyes of AWS's own validator", () => {
    const { diagnostics } = engine.validateStandard(new TemplateFile(file));
    const grave = diagnostics.filter(({ severity, ruleId }) => /ERROR|FATAL/i.test(severity) || ruleId === 'W3030');
    expect(grave.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it('names no partition, so that it deploys in both', async () => {
    expect(await readFile(file, 'utf8')).not.toMatch(/arn:aws(-cn)?:(?!acm)/);
  });
});

describe('the validators', () => {
  it('do find a misspelt property', async () => {
    const file = path.join(folder, 'faulty.json');
    const Resources = { Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeou: 180 } } };
    await writeFile(file, JSON.stringify({ Resources }));
    expect((await lintFile(file, 'cn-north-1')).map(({ rule }) => rule)).toContain('E3002');
    const { diagnostics } = engine.validateStandard(new TemplateFile(file));
    expect(diagnostics.some(({ severity }) => /ERROR|FATAL/i.test(severity))).toBe(true);
  });
});

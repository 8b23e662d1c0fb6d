import { AppError } from '../../lib/platform/errors.ts';
import { type Addresses, createResolve, type Resolve } from './intrinsics.ts';
import type { Template, TemplateResource } from './template.ts';

/** One deployed function. */
export interface ManifestFunction {
  /** Name in AWS, `bianmin-power-local-callback`. */
  name: string;
  /** Name of its file in functions/, `callback`. */
  key: string;
  /** File and export below the build folder, `callback/index` and `handler`. */
  module: string;
  exportName: string;
  timeoutMs: number;
  memoryMb: number;
  environment: Record<string, string>;
}

/** A queue that invokes a function. */
export interface QueueSource {
  queue: string;
  function: string;
  batchSize: number;
  windowMs: number;
  /** Batches that are handled at the same time. */
  concurrency: number;
  reportsFailures: boolean;
}

/** A clock rule that invokes a function. */
export interface ScheduleSource {
  name: string;
  function: string;
  expression: string;
  /** Constant JSON input; the event of EventBridge when absent. */
  input?: string;
}

/** A queue with its attributes in SQS's own words. */
export interface ManifestQueue {
  name: string;
  attributes: Record<string, string>;
}

/** What the local stack needs of the compiled manifest. */
export interface Manifest {
  functions: ManifestFunction[];
  /** `GET /wechat` or `ANY /open/{proxy+}` or `$default`, and the function's name. */
  routes: { key: string; function: string }[];
  queueSources: QueueSource[];
  schedules: ScheduleSource[];
  /** Parameters of DynamoDB's CreateTable. */
  tables: Record<string, unknown>[];
  queues: ManifestQueue[];
  buckets: string[];
}

const nameOfArn = (arn: unknown) => String(arn).split(':').at(-1) ?? '';

const functionOf = (properties: Record<string, unknown>): ManifestFunction => {
  const name = String(properties.FunctionName);
  const [, key = '', file = '', exportName = ''] =
    /^dist\/([\w-]+)\/(\w+)\.(\w+)$/.exec(String(properties.Handler)) ?? [];
  if (key === '')
    throw new AppError('bad_manifest', 'give-up', `handler of ${name} is not dist/<function>/index.handler`);
  const { Variables } = (properties.Environment ?? {}) as { Variables?: Record<string, string> };
  return {
    name,
    key,
    module: `${key}/${file}`,
    exportName,
    timeoutMs: Number(properties.Timeout) * 1000,
    memoryMb: Number(properties.MemorySize),
    environment: Object.fromEntries(
      Object.entries(Variables ?? {}).map(([variable, value]) => [variable, String(value)]),
    ),
  };
};

/** Of a mapping that names no limit: Lambda begins with five pollers. */
const defaultConcurrency = 5;

const concurrencyOf = ({ ScalingConfig }: Record<string, unknown>): number =>
  Number((ScalingConfig as { MaximumConcurrency?: unknown } | undefined)?.MaximumConcurrency ?? defaultConcurrency);

const queueSourceOf = (properties: Record<string, unknown>): QueueSource => ({
  queue: nameOfArn(properties.EventSourceArn),
  function: nameOfArn(properties.FunctionName),
  batchSize: Number(properties.BatchSize ?? 10),
  windowMs: Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
  concurrency: concurrencyOf(properties),
  reportsFailures: Array.isArray(properties.FunctionResponseTypes),
});

const scheduleOf = (id: string, properties: Record<string, unknown>): ScheduleSource => {
  const [target] = properties.Targets as { Arn: string; Input?: string }[];
  const source = { name: id, function: nameOfArn(target?.Arn), expression: String(properties.ScheduleExpression) };
  return target?.Input === undefined ? source : { ...source, input: target.Input };
};

const attributeText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const queueOf = ({ QueueName, ...attributes }: Record<string, unknown>): ManifestQueue => ({
  name: String(QueueName),
  attributes: Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== 'Tags')
      .map(([name, value]) => [name, attributeText(value)]),
  ),
});

const tableOf = (properties: Record<string, unknown>) => {
  const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = properties;
  const indexes = GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes };
  return { TableName, AttributeDefinitions, KeySchema, ...indexes, BillingMode };
};

const routesOf = (template: Template, resolve: Resolve): Manifest['routes'] =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => {
      const integration = String(resolve(Properties.Target)).split('/').at(-1);
      const [, target] =
        Object.entries(template.Resources).find(([id]) => id.toLowerCase() === integration?.toLowerCase()) ?? [];
      return { key: String(Properties.RouteKey), function: nameOfArn(resolve(target?.Properties.IntegrationUri)) };
    });

/** Reads the compiled manifest. Throws when it uses something that the local stack doesn't play, rather than leave it out. */
export const readManifest = (template: Template, addresses: Addresses): Manifest => {
  const resolve = createResolve(template, addresses);
  const properties = ({ Properties: { Role: _role, Code: _code, ...read } }: TemplateResource) =>
    resolve(read) as Record<string, unknown>;
  const resources = Object.entries(template.Resources);
  const all = (type: string) => resources.filter(([, resource]) => resource.Type === type);
  const sources = all('AWS::Lambda::EventSourceMapping').map(([, resource]) => properties(resource));
  const foreign = [
    ...all('AWS::Scheduler::Schedule').map(([id]) => id),
    ...sources.map(({ EventSourceArn }) => String(EventSourceArn)).filter((arn) => !arn.includes(':sqs:')),
  ];
  if (foreign.length > 0) {
    throw new AppError('bad_manifest', 'give-up', `the local stack has no event source like ${foreign.join(', ')}`);
  }
  return {
    functions: all('AWS::Lambda::Function').map(([, resource]) => functionOf(properties(resource))),
    routes: routesOf(template, resolve),
    queueSources: sources.map(queueSourceOf),
    schedules: all('AWS::Events::Rule').map(([id, resource]) => scheduleOf(id, properties(resource))),
    tables: all('AWS::DynamoDB::Table').map(([, resource]) => tableOf(properties(resource))),
    queues: all('AWS::SQS::Queue').map(([, resource]) => queueOf(properties(resource))),
    buckets: all('AWS::S3::Bucket')
      .filter(([id]) => id !== 'ServerlessDeploymentBucket')
      .map(([id]) => String(resolve({ Ref: id }))),
  };
};

import { AppError } from '../../lib/platform/errors.ts';
import type { Template, TemplateResource } from './template.ts';

/** The account that the stand-ins play. */
export const localAccount = { id: '000000000000', region: 'cn-north-1', partition: 'aws' } as const;

/** Where the stand-ins of a stack listen; resources get their addresses from it. */
export interface Addresses {
  accountUrl: string;
  awsUrl: string;
}

/** Replaces the intrinsic functions of CloudFormation inside `value`. */
export type Resolve = (value: unknown) => unknown;

const pseudoParameters: Record<string, string> = {
  'AWS::AccountId': localAccount.id,
  'AWS::Partition': localAccount.partition,
  'AWS::Region': localAccount.region,
  'AWS::URLSuffix': 'amazonaws.com',
};

const arn = (service: string, name: string) =>
  `arn:${localAccount.partition}:${service}:${localAccount.region}:${localAccount.id}:${name}`;

const nameProperty: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
};

const arnOf: Record<string, (name: string) => string> = {
  'AWS::DynamoDB::Table': (name) => arn('dynamodb', `table/${name}`),
  'AWS::SQS::Queue': (name) => arn('sqs', name),
  'AWS::S3::Bucket': (name) => `arn:${localAccount.partition}:s3:::${name}`,
  'AWS::Lambda::Function': (name) => arn('lambda', `function:${name}`),
};

/** Makes the resolver for one template. It throws `AppError('unknown_intrinsic', 'give-up')` at what it doesn't know. */
export const createResolve = (template: Template, addresses: Addresses): Resolve => {
  const unknown = (what: string) =>
    new AppError('unknown_intrinsic', 'give-up', `the local stack can't resolve ${what} of the manifest`);

  const nameOf = (id: string, resource: TemplateResource): string => {
    const property = nameProperty[resource.Type];
    const name = property === undefined ? undefined : resolve(resource.Properties[property]);
    return typeof name === 'string' ? name : id.toLowerCase();
  };

  const ref = (id: string): string => {
    const pseudo = pseudoParameters[id];
    if (pseudo !== undefined) return pseudo;
    const resource = template.Resources[id];
    if (resource === undefined) throw unknown(`Ref ${id}`);
    const name = nameOf(id, resource);
    return resource.Type === 'AWS::SQS::Queue' ? `${addresses.awsUrl}/${localAccount.id}/${name}` : name;
  };

  const attribute = (id: string, key: string): string => {
    const resource = template.Resources[id];
    const name = resource === undefined ? '' : nameOf(id, resource);
    const toArn = arnOf[resource?.Type ?? ''];
    if (key === 'Arn' && toArn !== undefined) return toArn(name);
    if (key === 'QueueName') return name;
    if (key === 'ApiEndpoint') return addresses.accountUrl;
    throw unknown(`GetAtt ${id}.${key}`);
  };

  const substitute = (text: string, own: Record<string, unknown>): string =>
    text.replace(/\$\{([^!}][^}]*)\}/g, (_whole, name: string) => {
      if (name in own) return String(resolve(own[name]));
      const [id = '', ...key] = name.split('.');
      return key.length > 0 ? attribute(id, key.join('.')) : ref(id);
    });

  const functions: Record<string, (argument: never) => unknown> = {
    Ref: (id: string) => ref(id),
    'Fn::GetAtt': ([id, ...key]: string[]) => attribute(id ?? '', key.join('.')),
    'Fn::Join': ([separator, parts]: [string, unknown[]]) => parts.map((part) => String(resolve(part))).join(separator),
    'Fn::Sub': (argument: string | [string, Record<string, unknown>]) =>
      typeof argument === 'string' ? substitute(argument, {}) : substitute(...argument),
  };

  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [first, ...rest] = Object.entries(value);
    if (first !== undefined && rest.length === 0 && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
      const apply = functions[first[0]];
      if (apply === undefined) throw unknown(first[0]);
      return apply(first[1] as never);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
  };
  return resolve;
};

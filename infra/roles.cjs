const { readFileSync } = require('node:fs');
const path = require('node:path');
const { parse } = require('yaml');

/**
 * IAM roles of infra/roles.yml, for the manifest.
 *
 * @typedef {{ network?: boolean, secrets?: boolean, actions?: string[], items?: string[], index?: string[], reads?: string[], sends?: string[], invokes?: string[] }} Needs
 */

const version = '2012-10-17';
const here = `arn:\${AWS::Partition}`;
const account = `\${AWS::Region}:\${AWS::AccountId}`;
const attribute = (/** @type {string} */ resource, /** @type {string} */ name = 'Arn') => ({
  'Fn::GetAtt': [resource, name],
});
const inText = (/** @type {string} */ text) => ({ 'Fn::Sub': text });
const allow = (
  /** @type {string | string[]} */ action,
  /** @type {unknown} */ resource,
  /** @type {object} */ more = {},
) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});

/** `on-message` → `OnMessage`; Serverless's own name of the function is `OnDashmessageLambdaFunction`. */
const roleName = (/** @type {string} */ name) =>
  `${name.replace(/(^|-)(\w)/g, (_all, _dash, letter) => letter.toUpperCase())}Role`;
const functionResource = (/** @type {string} */ name) =>
  `${name.replace(/^\w/, (letter) => letter.toUpperCase()).replaceAll('-', 'Dash')}LambdaFunction`;

const leadingKeys = (/** @type {string} */ operator, /** @type {string[]} */ patterns) => ({
  Condition: { [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': patterns } },
});

/** Kinds of items that stand in one partition, without a `#`. */
const whole = new Set(['active-notices', 'push-gate']);

const ofTable = (/** @type {Needs} */ { actions = [], items = [], index = [] }) => [
  ...(actions.length === 0
    ? []
    : [
        allow(
          actions.map((action) => `dynamodb:${action}`),
          attribute('Table'),
          leadingKeys(
            'StringLike',
            items.map((kind) => (whole.has(kind) ? kind : `${kind}#*`)),
          ),
        ),
      ]),
  ...(index.length === 0
    ? []
    : [allow('dynamodb:Query', inText(`\${Table.Arn}/index/gsi1`), leadingKeys('StringLike', index))]),
];

const ofQueues = (/** @type {Needs} */ { reads = [], sends = [] }) => [
  ...reads.map((queue) =>
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], attribute(queue)),
  ),
  ...(sends.length === 0
    ? []
    : [
        allow(
          'sqs:SendMessage',
          sends.map((queue) => attribute(queue)),
        ),
      ]),
];

const secretsPath = `${here}:ssm:${account}:parameter\${self:custom.secrets}`;

const statements = (/** @type {string} */ name, /** @type {Needs} */ needs) => [
  allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    inText(`${here}:logs:${account}:log-group:/aws/lambda/\${self:custom.name}-${name}:*`),
  ),
  ...ofTable(needs),
  ...(needs.secrets ? [allow('ssm:GetParametersByPath', [inText(secretsPath), inText(`${secretsPath}/*`)])] : []),
  ...ofQueues(needs),
  ...(needs.invokes === undefined
    ? []
    : [
        allow(
          'lambda:InvokeFunction',
          needs.invokes.map((each) => attribute(functionResource(each))),
        ),
      ]),
];

const role = (/** @type {string} */ name, /** @type {Needs} */ needs) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: version,
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    ...(needs.network ? { ManagedPolicyArns: `\${self:custom.egress.policies}` } : {}),
    Policies: [{ PolicyName: name, PolicyDocument: { Version: version, Statement: statements(name, needs) } }],
  },
});

/** The resources, for `${file(infra/roles.cjs)}`. */
module.exports = () => {
  /** @type {Record<string, Needs>} */
  const needs = parse(readFileSync(path.join(__dirname, 'roles.yml'), 'utf8'));
  const roles = Object.entries(needs).map(([name, each]) => [roleName(name), role(name, each)]);
  return { Resources: Object.fromEntries(roles) };
};

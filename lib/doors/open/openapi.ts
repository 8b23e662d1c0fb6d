import * as z from 'zod/mini';
import { signatureHeaders, signatureWindowSeconds } from '../../backend/http/signature.ts';
import { callerHeader } from './authentication.ts';
import { OpenError } from './errors.ts';
import { fieldNotes } from './field-notes.ts';
import type { OpenRoute } from './route.ts';

interface JsonSchema {
  [key: string]: unknown;
  properties?: Record<string, JsonSchema>;
}

/** Patterns of instants and the like are long and say nothing that their format does not. */
const withoutPatterns = ({ pattern, ...schema }: JsonSchema): JsonSchema =>
  pattern === undefined || schema['format'] !== undefined ? schema : { ...schema, pattern };

/** A copy with a description at every field that has a note. */
const described = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(described);
  if (typeof value !== 'object' || value === null) return value;
  const schema = withoutPatterns(value as JsonSchema);
  const entries = Object.entries(schema).map(([name, inner]) =>
    name === 'properties' ? [name, describedProperties(inner as Record<string, JsonSchema>)] : [name, described(inner)],
  );
  return Object.fromEntries(entries);
};

const describedProperties = (properties: Record<string, JsonSchema>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => {
      const note = Object.hasOwn(fieldNotes, field) ? fieldNotes[field] : undefined;
      return [field, { ...(described(schema) as object), ...(note === undefined ? {} : { description: note }) }];
    }),
  );

const plainSchema = (schema: z.core.$ZodType): JsonSchema => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return rest;
};

const json = (schema: unknown) => ({ 'application/json': { schema } });
const errorAnswer = (description: string) => ({ description, content: json({ $ref: '#/components/schemas/Error' }) });

const errors = {
  '400': errorAnswer('No JSON, a body where none is wanted, or no good Idempotency-Key.'),
  '401': errorAnswer('bad_signature, stale_timestamp, nonce_reused.'),
  '403': errorAnswer('right_missing: the caller is known, and not allowed this.'),
  '404': errorAnswer('There is no such thing, or the organisation does not offer it (not_offered).'),
  '409': errorAnswer('idempotency_key_reused, or a state that does not allow this.'),
  '413': errorAnswer('The body is longer than 256 KiB.'),
  '422': errorAnswer(
    'bad_fields: what is wrong by field. Nothing was stored; put it right and send it under the same Idempotency-Key.',
  ),
  '429': errorAnswer(
    'More requests than the caller may send in a minute; Retry-After says when the next minute begins.',
  ),
  '503': errorAnswer('Not now. Send the same request again, under the same Idempotency-Key, with a new nonce.'),
};

const header = (name: string, schema: object, description: string) => ({
  ...{ name, in: 'header', required: true, schema, description },
});

const parameters = {
  caller: header(callerHeader, { type: 'string' }, 'The caller’s id.'),
  timestamp: header(
    signatureHeaders.timestamp,
    { type: 'integer' },
    `Epoch seconds, at most ${signatureWindowSeconds} s from now.`,
  ),
  nonce: header(
    signatureHeaders.nonce,
    { type: 'string', pattern: '^[\\w.-]{16,64}$' },
    'Different for every request, repeated ones included.',
  ),
  signature: header(
    signatureHeaders.signature,
    { type: 'string', pattern: '^[0-9a-f]{64}$' },
    'HMAC-SHA256 in lower-case hex, keyed with the caller’s secret, over five lines joined by line feeds: method, path with query, timestamp, nonce, SHA-256 of the body in lower-case hex.',
  ),
  idempotencyKey: header(
    'Idempotency-Key',
    { type: 'string', minLength: 8, maxLength: 128 },
    'The same for the same request, for seven days: a repeated one gets the first answer (Idempotent-Replay: true) and does nothing more.',
  ),
  id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
};

const parametersOf = ({ method, path }: OpenRoute) => {
  const signed = ['caller', 'timestamp', 'nonce', 'signature'];
  const names = [...signed, ...(method === 'GET' ? [] : ['idempotencyKey']), ...(path.includes(':id') ? ['id'] : [])];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
};

const errorRefs = Object.fromEntries(
  Object.keys(errors).map((status) => [status, { $ref: `#/components/responses/${status}` }]),
);

/** Each answer once, under the name of the first route that gives it. */
const namesOf = (routes: readonly OpenRoute[]): Map<OpenRoute['answer'], string> => {
  const names = new Map<OpenRoute['answer'], string>();
  for (const { answer, name } of routes) if (!names.has(answer)) names.set(answer, `${name}-answer`);
  return names;
};

const operationOf = (route: OpenRoute, answer: string) => ({
  operationId: route.name,
  summary: route.summary,
  ...(route.right === undefined ? {} : { description: `Right: ${route.right}.` }),
  parameters: parametersOf(route),
  ...(route.input === undefined
    ? {}
    : { requestBody: { required: true, content: json(described(plainSchema(route.input))) } }),
  responses: {
    [route.method === 'GET' || route.input === undefined ? '200' : '2XX']: {
      description: 'Done, or (202) it goes on by itself.',
      content: json({ $ref: `#/components/schemas/${answer}` }),
    },
    ...errorRefs,
  },
});

const pathsOf = (routes: readonly OpenRoute[], names: ReturnType<typeof namesOf>): Record<string, object> => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, names.get(route.answer) ?? '') };
  }
  return paths;
};

const schemasOf = (names: ReturnType<typeof namesOf>): Record<string, object> =>
  Object.fromEntries([...names].map(([answer, name]) => [name, plainSchema(answer)]));

const info = {
  title: 'The open door of a WeChat service account',
  version: '1.0.0',
  description:
    'By which an organisation’s systems have its followers told: outages, account changes, steps of applications, emergencies, notices. Signed, fresh, and each request once. infra/docs/open-api.md explains it with an example.',
};

/** The contract of the open door (OpenAPI 3.1), out of the schemas that check its requests. */
export const contractOf = (routes: readonly OpenRoute[]) => {
  const names = namesOf(routes);
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/open/v1' }],
    paths: pathsOf(routes, names),
    components: { parameters, responses: errors, schemas: { Error: plainSchema(OpenError), ...schemasOf(names) } },
  };
};

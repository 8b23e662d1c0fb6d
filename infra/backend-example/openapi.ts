import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import {
  ChangeAnswer,
  ChangeRequest,
  MatchAnswer,
  mostRecords,
  paths,
  RecordsRequest,
  recordsAnswer,
} from '../../lib/backend/http/contract.ts';
import { signatureHeaders } from '../../lib/backend/http/signature.ts';
import {
  type RecordKind,
  recordKinds,
  recordOfKind,
  type SubjectKind,
  subjectKinds,
  subjectOfKind,
} from '../../lib/backend/kinds.ts';
import { contractNotes, fieldNotes, kindNote } from './field-notes.ts';

/** Where the contract stands. */
export const contractFile = new URL('../docs/organisation-systems.openapi.json', import.meta.url);

interface JsonSchema {
  [key: string]: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** A copy with a description at every field that has a note. */
const describe = (schema: JsonSchema, notes: Record<string, string>): JsonSchema => ({
  ...schema,
  ...(schema.items && { items: describe(schema.items, notes) }),
  ...(schema.anyOf && { anyOf: schema.anyOf.map((member) => describe(member, notes)) }),
  ...(schema.properties && {
    properties: Object.fromEntries(
      Object.entries(schema.properties).map(([field, inner]) => {
        const note = notes[field];
        return [field, describe(note === undefined ? inner : { ...inner, description: note }, notes)];
      }),
    ),
  }),
});

const schemaOf = (schema: z.core.$ZodType, notes: Record<string, string>): JsonSchema => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return describe(rest, notes);
};

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

const errors = {
  '401': { description: 'The signature does not fit, is older than 5 minutes, or its nonce was used before.' },
  '429': { description: 'Too many requests: the account tries again later.' },
  '503': { description: 'Not available now: the account tries twice more, then tells the follower to come back.' },
};

const operation = (id: string, summary: string, request: JsonSchema, answer: JsonSchema) => ({
  post: {
    operationId: id,
    summary,
    parameters: Object.keys(signatureHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: json(request) },
    responses: { '200': { description: 'The answer.', content: json(answer) }, ...errors },
  },
});

const claimsSchema = (kind: SubjectKind): JsonSchema => {
  const sets = subjectOfKind(kind).claims.map((set) => schemaOf(set, fieldNotes(kind)));
  return {
    type: 'object',
    required: ['claims'],
    properties: { claims: sets.length === 1 ? (sets[0] ?? {}) : { anyOf: sets } },
  };
};

const changeSchema = (kind: SubjectKind): JsonSchema => {
  const request = schemaOf(ChangeRequest, contractNotes('ChangeRequest'));
  return {
    ...request,
    properties: { ...request.properties, changes: schemaOf(subjectOfKind(kind).changes, fieldNotes(kind)) },
  };
};

const subjectPaths = (kind: SubjectKind) => ({
  [`/${paths.match(kind)}`]: operation(
    `match-${kind}`,
    `Find a subject whose claims all fit. ${kindNote(kind)} Compared without regard to spaces, dots, full width and capitals. An answer must not tell which claim failed.`,
    claimsSchema(kind),
    schemaOf(MatchAnswer, contractNotes('MatchAnswer')),
  ),
  [`/${paths.change(kind)}`]: operation(
    `change-${kind}`,
    'Change contact data. A repeated idempotencyKey gets the first answer and changes nothing more.',
    changeSchema(kind),
    schemaOf(ChangeAnswer, contractNotes('ChangeAnswer')),
  ),
});

const orderNote = (kind: RecordKind): string => {
  const { order } = recordOfKind(kind);
  return order.length === 0 ? 'There is one.' : `In the order of ${order.join('#')}.`;
};

const recordPaths = (kind: RecordKind) => ({
  [`/${paths.records(kind)}`]: operation(
    `query-${kind}`,
    `Records of a subject. ${kindNote(kind)} ${orderNote(kind)} At most ${mostRecords}.`,
    schemaOf(RecordsRequest, contractNotes('RecordsRequest')),
    schemaOf(recordsAnswer(kind), fieldNotes(kind)),
  ),
});

const changeable = (kind: SubjectKind): boolean => Object.keys(subjectOfKind(kind).changes.shape).length > 0;

const parameters = {
  timestamp: {
    name: signatureHeaders.timestamp,
    in: 'header',
    required: true,
    schema: { type: 'integer' },
    description: 'Epoch seconds. Refuse what is more than 300 s away.',
  },
  nonce: {
    name: signatureHeaders.nonce,
    in: 'header',
    required: true,
    schema: { type: 'string' },
    description: 'Different for every request. Refuse one that was used within the last 5 minutes.',
  },
  signature: {
    name: signatureHeaders.signature,
    in: 'header',
    required: true,
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    description:
      'HMAC-SHA256 in lower-case hex, keyed with the shared secret, over five lines joined by line feeds: method, path with query, timestamp, nonce, SHA-256 of the body in lower-case hex.',
  },
};

const description = `What the systems of an organisation answer to its WeChat service account. An organisation implements the kinds that its services use, on one https address (BACKEND_URL).

All requests are POST with JSON, since what identifies people belongs in bodies, not in addresses and logs. All are safe to repeat. The account waits 2.5 s for an answer; after five failures in a row it asks nothing for 10 s.

Money is integer fen (0.01 yuan), rates are parts per million, days are YYYY-MM-DD, instants YYYY-MM-DDTHH:MM:SS+08:00. More fields than these may be sent; they are not read. A runnable example: npm run backend-example.`;

/** The contract, from the schemas that check requests and answers. */
export const buildContract = () => {
  const subjects = (Object.keys(subjectKinds) as SubjectKind[]).map((kind) => {
    const both = subjectPaths(kind);
    if (!changeable(kind)) delete both[`/${paths.change(kind)}`];
    return both;
  });
  const records = (Object.keys(recordKinds) as RecordKind[]).map(recordPaths);
  return {
    openapi: '3.1.0',
    info: { title: "An organisation's systems", version: '1.0.0', description },
    paths: Object.assign({}, ...subjects, ...records) as Record<string, unknown>,
    components: { parameters },
  };
};

/** The file's text. */
export const contractText = (): string => `${JSON.stringify(buildContract(), null, 2)}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(contractFile, contractText());

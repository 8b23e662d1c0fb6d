import { sign, signatureMatches } from '../../lib/wechat/signature.ts';
import { openDoor } from './door.ts';
import { expectEqual, expectThat, type Outcome, runCases } from './outcome.ts';

interface SignatureCase {
  id: string;
  token: string;
  timestamp: string;
  nonce: string;
  signature: string;
  expected: 'valid' | 'invalid';
}

interface RequestCase {
  id: string;
  method?: string;
  token?: string;
  rawQuery?: string;
  expect: { status: number | string; body?: string; bodyMustNotContain?: string[] };
}

export interface SignatureFile {
  cases: SignatureCase[];
  requests: RequestCase[];
}

const checkSignature = ({ token, timestamp, nonce, signature, expected }: SignatureCase): void => {
  expectEqual('matches', signatureMatches(signature, token, timestamp, nonce), expected === 'valid');
  if (expected === 'valid') expectEqual('signature', sign(nonce, token, timestamp), signature);
};

const statusFits = (status: number, expected: number | string): boolean =>
  expected
    .toString()
    .split('/')
    .some((part) => String(status) === part || (part.endsWith('xx') && String(status)[0] === part[0]));

const checkRequest = async ({ method = 'GET', token = 'token', rawQuery = '', expect }: RequestCase): Promise<void> => {
  const query = Object.fromEntries(new URLSearchParams(rawQuery));
  const now = Number(query.timestamp ?? 1_700_000_000);
  const door = openDoor({ token, originalId: 'gh_000000000000', mode: 'safe', now });
  const { status, body } = await door.knock({ method, query });
  expectThat(statusFits(status, expect.status), `status: ${status} instead of ${expect.status}`);
  if (expect.body !== undefined) expectEqual('body', body, expect.body);
  for (const text of expect.bodyMustNotContain ?? []) expectThat(!body.includes(text), `the body contains ${text}`);
  expectEqual('handled', door.handled, []);
};

/** Callback signatures, and the URL verification through the whole door. */
export const runSignature = async (file: SignatureFile): Promise<Outcome[]> => [
  ...(await runCases(file.cases, checkSignature)),
  ...(await runCases(file.requests, checkRequest)),
];

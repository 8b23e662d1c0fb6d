import http from 'node:http';
import https from 'node:https';

/** What one request to the account came to. */
export type Attempt =
  | { kind: 'answered'; status: number; body: string; elapsedMs: number }
  | { kind: 'failed'; reason: string; elapsedMs: number };

type Outcome = { kind: 'answered'; status: number; body: string } | { kind: 'failed'; reason: string };

/** WeChat reads no more of an answer than this. */
const mostBytes = 1_000_000;

const failed = (reason: string): Outcome => ({ kind: 'failed', reason });

const readAnswer = (response: http.IncomingMessage, done: (outcome: Outcome) => void): void => {
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    parts.push(part);
    size += part.length;
    if (size > mostBytes) done(failed('the answer is too long'));
  });
  response.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    done({ kind: 'answered', status: response.statusCode ?? 0, body });
  });
};

/** Plain `http`, because `fetch` costs several times as much and a push brings a receipt for each of its messages. */
const exchange = (url: string, body: string | undefined, timeoutMs: number): Promise<Outcome> =>
  new Promise((resolve) => {
    const method = body === undefined ? 'GET' : 'POST';
    const content = body === undefined ? {} : { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
    const headers = { 'user-agent': 'Mozilla/4.0', accept: '*/*', ...content };
    const request = (url.startsWith('https:') ? https : http).request(url, { method, headers });
    const done = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
      if (outcome.kind === 'failed') request.destroy();
    };
    const timer = setTimeout(() => done(failed(`no answer within ${timeoutMs} ms`)), timeoutMs);
    request.on('response', (response) => readAnswer(response, done));
    request.on('error', (error: NodeJS.ErrnoException) =>
      done(failed(`connection failed: ${error.code ?? error.message}`)),
    );
    request.on('close', () => done(failed('connection failed: closed before the end of the answer')));
    request.end(body);
  });

/** Sends one request and waits `timeoutMs` for the whole answer; then the socket is closed. Redirects are not followed. */
export const attempt = async (url: string, body: string | undefined, timeoutMs: number): Promise<Attempt> => {
  const start = performance.now();
  const outcome = await exchange(url, body, timeoutMs);
  return { ...outcome, elapsedMs: Math.round(performance.now() - start) };
};

import { AppError } from '../../lib/platform/errors.ts';
import { usage } from './command.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const isNoAnswer = (error: Error): boolean =>
  error.message === 'fetch failed' || /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)/.test(codeOf(error));

/** What went wrong with `npm run announce`, in words for who typed it, with the next step. `url` is where it was sent to. */
export const inWords = (error: unknown, url: string): string => {
  if (error instanceof AppError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (codeOf(error).startsWith('ERR_PARSE_ARGS')) return `${error.message}\n${usage}`;
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR' || codeOf(error) === 'EACCES')
    return `The file can't be read: ${error.message}`;
  if (isNoAnswer(error))
    return `No answer from ${url} (${codeOf(error.cause) || codeOf(error) || error.message}). Is the account there? Whether it was done is not known: send the same again, it is the same request.`;
  return `${error.name}: ${error.message}`;
};

import { AppError } from '../../lib/platform/errors.ts';

const isUnreachable = (error: Error): boolean =>
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|TimeoutError/.test(`${error.name} ${error.message}`);

/** An error in words for an operator, with what to do where that is known. */
const inWords = (error: unknown): string => {
  if (error instanceof AppError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (/CredentialsProviderError|ExpiredToken|UnrecognizedClient|InvalidSignature/.test(error.name)) {
    return `AWS does not know who is calling (${error.name}): sign in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
  }
  if (/AccessDenied/.test(error.name)) return `AWS refuses: ${error.message}`;
  if (isUnreachable(error)) return `AWS can't be reached: ${error.message}. Is the region right (--region)?`;
  return `${error.name}: ${error.message}`;
};

/** Runs a command; what it throws is said in words and makes the process end with 1. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    console.error(inWords(error));
    process.exitCode = 1;
  }
};

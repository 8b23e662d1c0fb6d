import { expect } from 'vitest';
import type { OpenAccount } from './account.ts';
import { type CallbackRequest, knock } from './callback.ts';

/** What the account did for a request: nothing, when it refused it in time. */
const actsOf = ({ stack }: OpenAccount) =>
  stack.aws.calls.list().filter(({ service }) => service === 'lambda' || service === 'dynamodb' || service === 'sqs');

/** The account refuses the request with an empty body, before it has touched anything. */
export const expectRefusal = async (account: OpenAccount, request: CallbackRequest, statuses = [403]) => {
  account.stack.aws.calls.clear();
  const answer = await knock(account.stack, request);
  expect(statuses).toContain(answer.status);
  if (answer.status === 403) expect(answer.body).toBe('');
  expect(actsOf(account)).toEqual([]);
};

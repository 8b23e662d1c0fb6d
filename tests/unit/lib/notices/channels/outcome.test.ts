import { expect, it } from 'vitest';
import { outcomeOfError } from '../../../../../lib/notices/channels/outcome.ts';
import { WeChatNetworkError } from '../../../../../lib/wechat/api-errors.ts';

const path = '/cgi-bin/message/subscribe/bizsend';

it.each([
  ['connection', 'ECONNREFUSED', 'too-fast'],
  ['connection', 'EAI_AGAIN', 'too-fast'],
  ['connection', 'ECONNRESET', 'unknown'],
  ['timeout', 'none in 4000 ms', 'unknown'],
] as const)('no answer for a %s (%s) is %s', (failure, detail, kind) => {
  expect(outcomeOfError(new WeChatNetworkError(path, failure, detail), path)).toEqual({ kind });
});

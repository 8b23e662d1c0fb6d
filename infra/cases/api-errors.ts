import { apiErrorAction, WeChatApiError } from '../../lib/wechat/api-errors.ts';
import { behaviours } from './behaviours.ts';
import { Difference, expectEqual, type Outcome, runCases } from './outcome.ts';

interface ErrorCodeCase {
  errcode: number;
  retryable: boolean;
  action?: string;
  behaviour: string;
}

export interface ApiErrorsFile {
  errcodes: ErrorCodeCase[];
  behaviourCases: { id: string }[];
}

/** The collection's words for what to do, and ours. */
const actions: Record<string, string> = {
  success: 'success',
  backoff: 'retry',
  'refresh-once-and-retry-once': 'refresh-token',
  fail: 'caller-bug',
  'config-error': 'configuration',
  'permanent-user': 'follower',
  'permanent-user-template': 'follower-template',
  reauth: 'reauthorise',
  quota: 'quota',
  'backoff-minute': 'slow-down',
  'window-closed': 'window-closed',
  'treat-as-success': 'success',
  'treat-as-empty': 'empty',
};

const checkCode = ({ errcode, retryable, action, behaviour }: ErrorCodeCase): void => {
  expectEqual('action', apiErrorAction(errcode), actions[action ?? behaviour]);
  const { kind } = new WeChatApiError({ api: '/x', errcode, errmsg: '' });
  expectEqual('retryable', kind === 'retry', retryable);
};

const checkBehaviour = async ({ id }: { id: string }): Promise<void> => {
  const behave = Object.hasOwn(behaviours, id) ? behaviours[id] : undefined;
  if (behave === undefined) throw new Difference('a script that the runner does not know');
  await behave();
};

/** The table of error codes, and the client and token source against a scripted WeChat. */
export const runApiErrors = async (file: ApiErrorsFile): Promise<Outcome[]> => {
  const codes = file.errcodes.map((one) => ({ ...one, id: `errcode ${one.errcode}` }));
  return [...(await runCases(codes, checkCode)), ...(await runCases(file.behaviourCases, checkBehaviour))];
};

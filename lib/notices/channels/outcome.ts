import type { FollowerFault } from '../../wechat/api-error-codes.ts';
import { WeChatApiError, WeChatNetworkError } from '../../wechat/api-errors.ts';
import type { Reason } from '../model.ts';
import type { SendOutcome } from './channel.ts';

const followerOutcomes: Readonly<Record<FollowerFault, SendOutcome>> = {
  left: { kind: 'not-following' },
  blocked: { kind: 'blocked' },
  refuses: { kind: 'refused' },
  'not-ours': { kind: 'rejected' },
};

const remedyOf = ({ errorName, action, message }: WeChatApiError): string => {
  const field = /data\.(\w+)/.exec(message)?.[1];
  if (errorName === 'template_data_mismatch')
    return `内容与模板不符${field === undefined ? '' : `（字段 ${field}）`}。请在公众平台核对模板的字段，改好后新建一条通知。`;
  if (errorName === 'invalid_template_id')
    return '公众号没有这个模板。请运行 npm run templates -- check 核对编号，改好后继续发送。';
  if (action === 'configuration') return '公众号的设置或权限不足。请按运维手册中的这个错误码处理，然后继续发送。';
  return '请按运维手册中的这个错误码处理，然后继续发送。';
};

const reasonOf = (error: WeChatApiError): Reason => ({
  code: error.code,
  message: `微信不接受这条通知（${error.errcode}）：${remedyOf(error)}`,
});

const ofRefusal = (error: WeChatApiError): SendOutcome => {
  if (error.kind === 'give-up' && error.action !== 'quota') return { kind: 'stop', reason: reasonOf(error) };
  switch (error.action) {
    case 'follower':
      return followerOutcomes[error.followerFault ?? 'not-ours'];
    case 'follower-template':
    case 'window-closed':
      return { kind: 'refused' };
    case 'quota':
      return { kind: 'quota' };
    case 'slow-down':
    // Refused again with a token just renewed: another system renews it too. Nothing was sent.
    case 'refresh-token':
      return { kind: 'too-fast' };
    case 'retry':
      return { kind: 'unknown' };
    default:
      return { kind: 'stop', reason: reasonOf(error) };
  }
};

/**
 * What an error of a send means for the person, or for the whole notice, by the actions of the table of codes. `path` is the send's own: a fault
 * of another call on the way (the token), or a connection that never came about, means that nothing was sent. Throws again what WeChat has no part in.
 */
export const outcomeOfError = (error: unknown, path: string): SendOutcome => {
  const ours = error instanceof WeChatApiError || error instanceof WeChatNetworkError;
  if (!ours) throw error;
  const outcome: SendOutcome = error instanceof WeChatApiError ? ofRefusal(error) : { kind: 'unknown' };
  const wentNowhere = error.api !== path || (error instanceof WeChatNetworkError && error.neverLeft);
  return outcome.kind === 'unknown' && wentNowhere ? { kind: 'too-fast' } : outcome;
};

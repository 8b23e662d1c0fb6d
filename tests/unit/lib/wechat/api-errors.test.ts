import { describe, expect, it } from 'vitest';
import { apiErrorCodes, kindOfAction } from '../../../../lib/wechat/api-error-codes.ts';
import { apiErrorAction, WeChatApiError, WeChatNetworkError } from '../../../../lib/wechat/api-errors.ts';

const aRefusal = (errcode: number, errmsg = 'no rid: 65f1a2b3-0a1b2c3d-4e5f6071') =>
  new WeChatApiError({ api: '/cgi-bin/message/custom/send', errcode, errmsg });

describe('apiErrorAction', () => {
  it.each([
    [40001, 'refresh-token'],
    [40014, 'refresh-token'],
    [42001, 'refresh-token'],
    [-1, 'retry'],
    [45011, 'slow-down'],
    [45009, 'quota'],
    [43004, 'follower'],
    [43101, 'follower-template'],
    [45015, 'window-closed'],
    [45047, 'window-closed'],
    [40164, 'configuration'],
    [48001, 'configuration'],
    [40029, 'reauthorise'],
    [47003, 'caller-bug'],
    [45065, 'success'],
    [46003, 'empty'],
  ])('of %i is %s', (errcode, action) => {
    expect(apiErrorAction(errcode)).toBe(action);
  });

  it('takes an unknown code for a bug of the caller, which is given up', () => {
    expect(apiErrorAction(99999999)).toBe('caller-bug');
    expect(aRefusal(99999999)).toMatchObject({ kind: 'give-up', code: 'wechat_unknown_code' });
  });
});

describe('the table of codes', () => {
  it('gives every code a name of its own, fit for an alarm', () => {
    const names = Object.values(apiErrorCodes).map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z_]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('retries nothing but tokens, a busy WeChat and what is too frequent', () => {
    const retried = Object.entries(kindOfAction).filter(([, kind]) => kind === 'retry');
    expect(retried.map(([action]) => action)).toEqual(['refresh-token', 'retry', 'slow-down']);
  });

  it('alarms when a follower or the whole account is restricted, since the code does not say which', () => {
    expect(aRefusal(50002)).toMatchObject({ action: 'follower', kind: 'give-up' });
  });
});

describe('WeChatApiError', () => {
  it('carries the path, the code, its name and the rid', () => {
    expect(aRefusal(45015)).toMatchObject({
      api: '/cgi-bin/message/custom/send',
      errcode: 45015,
      errorName: 'reply_window_closed',
      code: 'wechat_reply_window_closed',
      kind: 'reject',
      rid: '65f1a2b3-0a1b2c3d-4e5f6071',
    });
  });

  it('quotes WeChat where the operator needs the address at fault, and not where it may name a person', () => {
    expect(aRefusal(40164, 'invalid ip 203.0.113.7, not in whitelist').message).toContain('203.0.113.7');
    expect(aRefusal(40003, 'invalid openid o6_bmjrPTlm6').message).not.toContain('o6_bmjrPTlm6');
  });
});

describe('WeChatNetworkError', () => {
  it('is unknown rather than failed: to be tried again, with a code per failure', () => {
    const error = new WeChatNetworkError('/cgi-bin/menu/get', 'http-status', 'HTTP 502');
    expect(error).toMatchObject({ kind: 'retry', code: 'wechat_http_status', failure: 'http-status' });
    expect(error).not.toBeInstanceOf(WeChatApiError);
  });
});

import { describe, expect, it } from 'vitest';
import { localDefaults } from '../../../../infra/local/defaults.ts';
import { readSettings, Settings } from '../../../../lib/platform/config.ts';
import { AppError } from '../../../../lib/platform/errors.ts';

const right: Record<string, string> = {
  ...localDefaults,
  TABLE_NAME: 'bianmin-power-test',
  SECRETS_PATH: '/bianmin/power/test',
  RECEIPTS_QUEUE_URL: 'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/receipts',
  ON_MESSAGE_FUNCTION: 'on-message',
  ON_MENU_FUNCTION: 'on-menu',
  ON_SUBSCRIBE_FUNCTION: 'on-subscribe',
  WECHAT_API_URL: 'https://api.weixin.qq.com',
  TENCENT_CLOUD_URL: 'https://tencentcloudapi.com',
};
const names = Object.keys(Settings.shape) as (keyof Settings)[];
/** Those of the settings that have a right value here. */
const given = names.filter((name) => Object.hasOwn(right, name));
const faultIn = (env: Record<string, string | undefined>, ...read: (keyof Settings)[]): AppError => {
  try {
    readSettings(env, ...read);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('the settings were accepted');
};

describe('settings', () => {
  it('are read with their types', () => {
    const settings = readSettings(right, ...given);
    expect(settings).toMatchObject({
      WECHAT_REPLY_DEADLINE_MS: 4500,
      WECHAT_TIMESTAMP_WINDOW_S: 300,
      WECHAT_CALLBACK_IPS: '',
    });
    expect(Object.keys(settings).sort()).toEqual([...given].sort());
  });

  it('that a function does not name are neither read nor checked', () => {
    expect(readSettings({ ...right, WECHAT_APP_ID: 'wrong' }, 'TABLE_NAME')).toEqual({
      TABLE_NAME: 'bianmin-power-test',
    });
  });

  it.each<[keyof Settings, string]>([
    ['TABLE_NAME', ''],
    ['SECRETS_PATH', 'bianmin/power'],
    ['SECRETS_PATH', '/bianmin/power/'],
    ['WECHAT_APP_ID', 'wx0123'],
    ['WECHAT_ORIGINAL_ID', 'power'],
    ['WECHAT_SECURITY_MODE', 'none'],
    ['WECHAT_API_URL', 'api.weixin.qq.com'],
    ['WECHAT_REPLY_DEADLINE_MS', '5000'],
    ['WECHAT_REPLY_DEADLINE_MS', '0'],
    ['WECHAT_REPLY_DEADLINE_MS', ''],
    ['WECHAT_REPLY_DEADLINE_MS', '1000.5'],
    ['WECHAT_TIMESTAMP_WINDOW_S', 'five minutes'],
    ['LOG_LEVEL', 'verbose'],
  ])('%s may not be %j', (name, value) => {
    const error = faultIn({ ...right, [name]: value }, name);
    expect(error).toMatchObject({ code: 'bad_settings', kind: 'give-up' });
    expect(error.message).toContain(`${name}: `);
  });

  it('name every fault at once', () => {
    const { message } = faultIn({}, ...names);
    for (const name of names) expect(message).toContain(`${name}: is not set`);
  });

  it('never quote a value', () => {
    const wrong = Object.fromEntries(names.map((name) => [name, `\u0000hunter2-${name.length}`]));
    expect(faultIn(wrong, ...names).message).not.toContain('hunter2');
  });
});

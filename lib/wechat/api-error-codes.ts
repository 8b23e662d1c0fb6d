import type { ErrorKind } from '../platform/errors.ts';

/**
 * What a caller does about an error code: `refresh-token` and `retry` are done by the API client itself; `slow-down` later (a minute);
 * `quota` tomorrow; `follower` never again to this person until they act; `follower-template` never this template to this person;
 * `window-closed` when the follower writes again; `reauthorise` through OAuth once more; `success` and `empty` are no failures.
 */
export type ApiErrorAction =
  | 'refresh-token'
  | 'retry'
  | 'slow-down'
  | 'quota'
  | 'follower'
  | 'follower-template'
  | 'window-closed'
  | 'configuration'
  | 'reauthorise'
  | 'caller-bug'
  | 'success'
  | 'empty';

/**
 * Of the action `follower`, why not to this person: `left`, they do not follow; `blocked`, they are on the account's blacklist; `refuses`,
 * they switched messages off; `not-ours`, WeChat knows no such person of this account.
 */
export type FollowerFault = 'left' | 'blocked' | 'refuses' | 'not-ours';

/** The kind that follows from an action, unless the code's row says otherwise. */
export const kindOfAction: Record<ApiErrorAction, ErrorKind> = {
  'refresh-token': 'retry',
  retry: 'retry',
  'slow-down': 'retry',
  quota: 'give-up',
  follower: 'reject',
  'follower-template': 'reject',
  'window-closed': 'reject',
  configuration: 'give-up',
  reauthorise: 'reject',
  'caller-bug': 'give-up',
  success: 'reject',
  empty: 'reject',
};

/** One row of the table: a name for logs and alarms, the action, a hint for the operator, a kind where the action's does not fit. */
export interface ApiErrorRow {
  name: string;
  action: ApiErrorAction;
  hint?: string;
  kind?: ErrorKind;
  /** With the action `follower` alone. */
  follower?: FollowerFault;
}

const row = (name: string, action: ApiErrorAction, hint?: string): ApiErrorRow =>
  hint === undefined ? { name, action } : { name, action, hint };

const followerRow = (name: string, follower: FollowerFault): ApiErrorRow => ({ name, action: 'follower', follower });

/** Global return codes (全局返回码) that the account can meet, each with its name and what to do about it. */
export const apiErrorCodes: Readonly<Record<number, ApiErrorRow>> = {
  [-1]: row('system_busy', 'retry'),
  0: row('ok', 'success'),
  10003: row('redirect_domain_mismatch', 'configuration', 'register the host as 网页授权域名'),
  40001: row(
    'invalid_credential',
    'refresh-token',
    'the token is not the latest; on a token endpoint the secret is wrong',
  ),
  40002: row('invalid_grant_type', 'caller-bug'),
  40003: followerRow('invalid_openid', 'not-ours'),
  40004: row('invalid_media_type', 'caller-bug'),
  40005: row('invalid_file_type', 'caller-bug'),
  40006: row('invalid_file_size', 'caller-bug'),
  40007: row('invalid_media_id', 'caller-bug', 'temporary media live 3 days: upload again'),
  40009: row('invalid_image_size', 'caller-bug'),
  40013: row('invalid_appid', 'configuration', 'check WECHAT_APP_ID'),
  40014: row('invalid_access_token', 'refresh-token'),
  40015: row('invalid_menu_type', 'caller-bug'),
  40016: row('invalid_button_count', 'caller-bug', '1 to 3 buttons'),
  40017: row('invalid_button_type', 'caller-bug'),
  40018: row('invalid_button_name_length', 'caller-bug', 'at most 16 bytes'),
  40019: row('invalid_button_key_length', 'caller-bug', 'at most 128 bytes'),
  40023: row('invalid_sub_button_count', 'caller-bug', '1 to 5 children'),
  40025: row('invalid_sub_button_name_length', 'caller-bug', 'at most 60 bytes'),
  40026: row('invalid_sub_button_key_length', 'caller-bug', 'at most 128 bytes'),
  40027: row('invalid_sub_button_url_length', 'caller-bug', 'at most 1024 bytes'),
  40029: row('invalid_oauth_code', 'reauthorise'),
  40030: row('invalid_refresh_token', 'reauthorise'),
  40032: row('invalid_openid_list_size', 'caller-bug'),
  40033: row('invalid_charset', 'caller-bug', 'send UTF-8 without \\u escapes'),
  40037: row('invalid_template_id', 'configuration', 'the template is not one of this account: check the profile'),
  40125: row('invalid_appsecret', 'configuration', 'check WECHAT_APP_SECRET'),
  40163: row('oauth_code_used', 'reauthorise'),
  40164: row('ip_not_allowed', 'configuration', 'add the outgoing address to the IP list (IP白名单)'),
  41001: row('access_token_missing', 'caller-bug'),
  41005: row('media_missing', 'caller-bug'),
  41028: row('invalid_form_id', 'caller-bug'),
  41029: row('form_id_used', 'caller-bug'),
  41030: row('invalid_page', 'caller-bug'),
  42001: row('access_token_expired', 'refresh-token'),
  42002: row('refresh_token_expired', 'reauthorise'),
  42003: row('oauth_code_expired', 'reauthorise'),
  42007: row('user_tokens_void', 'reauthorise'),
  43002: row('post_required', 'caller-bug'),
  43004: followerRow('not_a_follower', 'left'),
  43019: followerRow('follower_blacklisted', 'blocked'),
  43101: row('subscription_refused', 'follower-template'),
  44001: row('empty_media', 'caller-bug'),
  44002: row('empty_body', 'caller-bug'),
  45001: row('media_too_large', 'caller-bug'),
  45002: row('content_too_long', 'caller-bug', 'text is limited to 2048 bytes'),
  45007: row('voice_too_long', 'caller-bug', 'at most 60 s'),
  45008: row('too_many_articles', 'caller-bug', 'exactly 1 article'),
  45009: row('daily_quota_reached', 'quota', 'wait for midnight in Beijing, or clear the quota'),
  45011: row('too_frequent', 'slow-down'),
  45015: row('reply_window_closed', 'window-closed'),
  45028: row('mass_quota_reached', 'quota'),
  45047: row('customer_message_allowance_used', 'window-closed'),
  45056: row('too_many_tags', 'caller-bug', 'at most 100 tags'),
  45057: row('tag_too_large', 'caller-bug', 'empty a tag of more than 100,000 followers first'),
  45058: row('reserved_tag', 'caller-bug'),
  45059: row('too_many_tags_of_follower', 'caller-bug', 'at most 20 tags'),
  45065: row('client_msg_id_repeated', 'success'),
  45066: row('client_msg_id_too_soon', 'slow-down'),
  45067: row('client_msg_id_too_long', 'caller-bug', 'at most 64 bytes'),
  45072: row('invalid_typing_command', 'caller-bug'),
  45080: row('typing_window_closed', 'window-closed'),
  45081: row('already_typing', 'success'),
  45109: row('api_withdrawn', 'configuration', 'WeChat no longer offers this API to this kind of account'),
  45157: row('invalid_tag_name', 'caller-bug'),
  45158: row('tag_name_too_long', 'caller-bug', 'at most 30 bytes'),
  45159: row('invalid_tag_id', 'caller-bug'),
  46003: row('no_menu', 'empty'),
  46004: followerRow('no_such_user', 'not-ours'),
  47001: row('malformed_body', 'caller-bug'),
  47003: row('template_data_mismatch', 'caller-bug', 'a field does not fit its type or length'),
  48001: row('api_not_granted', 'configuration', 'this account lacks the permission: see 接口权限'),
  48002: followerRow('follower_refuses_messages', 'refuses'),
  48004: row('api_banned', 'configuration', 'WeChat has banned this API for the account: see 通知中心'),
  48005: row('media_in_use', 'caller-bug'),
  48006: row('clear_quota_used_up', 'quota'),
  49003: followerRow('openid_of_another_account', 'not-ours'),
  50001: row('api_not_authorised', 'caller-bug'),
  // It may mean this person or the whole account, so whoever meets it stops and alarms.
  50002: { name: 'restricted', action: 'follower', kind: 'give-up', hint: 'the follower or the account is restricted' },
  50005: followerRow('not_following', 'left'),
  61451: row('invalid_parameter', 'caller-bug'),
  61452: row('invalid_staff_account', 'configuration'),
  61453: row('staff_account_exists', 'caller-bug'),
  61454: row('staff_name_too_long', 'caller-bug'),
  61455: row('staff_name_invalid', 'caller-bug'),
  61456: row('too_many_staff', 'caller-bug'),
  61457: row('invalid_avatar_type', 'caller-bug'),
  61500: row('invalid_date_format', 'caller-bug'),
  61501: row('invalid_date_range', 'caller-bug'),
  61503: row('statistics_not_ready', 'slow-down', 'ask after 08:00 in Beijing'),
  65301: row('no_such_menu', 'empty'),
  65303: row('no_default_menu', 'caller-bug', 'publish the default menu first'),
  65304: row('empty_match_rule', 'caller-bug'),
  65305: row('too_many_conditional_menus', 'caller-bug'),
  65308: row('button_without_action', 'caller-bug'),
  65316: row('too_many_outside_domains', 'caller-bug', 'links may lead to 3 outside domains'),
  65317: row('invalid_menu_url', 'caller-bug'),
  65400: row('customer_service_not_enabled', 'configuration', 'switch 客服功能 on'),
  65401: row('no_such_staff', 'configuration'),
  65402: row('staff_without_wechat', 'configuration', 'the account must be bound to a WeChat id first'),
  65403: row('invalid_staff_nickname', 'caller-bug'),
  65404: row('invalid_staff_name', 'caller-bug'),
  65405: row('too_many_staff_accounts', 'caller-bug'),
  65406: row('staff_exists', 'caller-bug'),
  65407: row('already_staff', 'caller-bug'),
  65408: row('invitation_pending', 'caller-bug'),
  65409: row('invalid_wechat_id', 'caller-bug'),
  65413: row('no_conversation', 'empty'),
  65414: row('served_by_colleague', 'caller-bug'),
  65415: row('staff_offline', 'slow-down'),
  76003: row('invalid_cgi_path', 'caller-bug'),
  76021: row('unknown_cgi_path', 'caller-bug'),
  76022: row('cgi_path_not_for_token', 'caller-bug'),
  89503: row('administrator_must_confirm', 'configuration', 'the administrator must confirm the outgoing address'),
  89506: row('administrator_refused_for_a_day', 'configuration', 'the administrator refused the outgoing address'),
  89507: row('administrator_refused_for_an_hour', 'configuration', 'the administrator refused the outgoing address'),
};

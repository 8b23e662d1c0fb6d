import { randomBytes } from 'node:crypto';

/** WeChat's words for the codes that the simulator gives (全局返回码). */
const messages: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid meida size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40015: 'invalid menu type',
  40016: 'invalid button size',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40023: 'invalid sub button size',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40032: 'invalid openid list size',
  40033: 'invalid charset. please check your request, if include \\uxxxx will create fail!',
  40035: 'invalid parameter',
  40037: 'invalid template_id',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40164: 'invalid ip',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41008: 'missing code',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  42003: 'code expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  43019: 'require remove blacklist',
  43101: 'user refuse to accept the msg',
  44001: 'empty media data',
  44002: 'empty post data',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45026: 'template num exceeds limit',
  45028: 'has no masssend quota',
  45047: 'out of response count limit',
  45056: 'create too many tags, tag number reach limit',
  45058: "can't modify sys tag",
  45059: 'can not tag this user, tag count reach limit',
  45065: 'clientmsgid exist',
  45067: 'clientmsgid length out of limit',
  45072: 'invalid command',
  45080: 'can not send typing to this user',
  45081: 'already in typing status',
  45157: 'invalid tag name',
  45158: 'invalid tag name size',
  45159: 'invalid tag id',
  46003: 'menu no exist',
  46004: 'user not exist',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  48002: 'user block receive message',
  48006: 'forbid to clear quota because of reaching the limit',
  61500: 'date format error',
  61501: 'date range error',
  65301: 'not exist this menuid conditionalmenu',
  65303: 'there is no selfmenu, please create selfmenu first',
  65304: 'match rule empty',
  65305: 'product count limit',
  65308: 'conditional menu button without action',
  65401: 'invalid custom service account',
  65406: 'kf account exist',
  65413: 'not exist session',
  76003: 'cgi_path is invalid, need start with /',
  76021: 'cgi_path not found',
};

/** A refusal by WeChat: HTTP 200 with `errcode` and `errmsg`. */
export class ApiError extends Error {
  readonly errcode: number;
  /** Further members of the answer. */
  readonly extra: Record<string, unknown>;

  constructor(errcode: number, detail = '', extra: Record<string, unknown> = {}) {
    super([messages[errcode] ?? 'error', detail].filter(Boolean).join(' '));
    this.errcode = errcode;
    this.extra = extra;
  }
}

/** A handle for diagnosis, in every errmsg: three groups of eight hexadecimal digits, the first is the time. */
export const newRid = (now: number): string =>
  [
    Math.floor(now / 1000)
      .toString(16)
      .padStart(8, '0'),
    randomBytes(4).toString('hex'),
    randomBytes(4).toString('hex'),
  ].join('-');

/** The answer of a refusal. */
export const refusal = (error: ApiError, now: number): Record<string, unknown> => ({
  errcode: error.errcode,
  errmsg: `${error.message} rid: ${newRid(now)}`,
  ...error.extra,
});

/** The answer of a success, with what it brings. */
export const ok = (extra: Record<string, unknown> = {}): Record<string, unknown> => ({
  errcode: 0,
  errmsg: 'ok',
  ...extra,
});

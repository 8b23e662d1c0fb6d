/** What a stand-in of `/api` answers: a value, or status and body; by method and path. */
export type Answers = Record<string, (body: unknown, query: URLSearchParams) => { status?: number; body: unknown }>;

const at = Date.UTC(2026, 7, 3, 6, 5);

export const aBinding = {
  id: 'b1',
  kind: 'electricity-account',
  title: '户号',
  shown: '62****7890',
  label: '家',
  role: 'owner',
  isDefault: true,
  shareable: true,
  boundAt: at,
};

export const anotherBinding = { ...aBinding, id: 'b2', shown: '62****1122', label: '父母家', isDefault: false };

export const aKind = {
  kind: 'electricity-account',
  title: '户号',
  fields: [
    {
      name: 'accountNumber',
      label: '户号',
      hint: '10位数字，62开头，在账单第一行',
      inputMode: 'numeric',
      maxLength: 10,
    },
    { name: 'holderName', label: '户主姓名', hint: '与供电公司登记的一致' },
    { name: 'phone', label: '登记手机号', hint: '户主在供电公司登记的手机号', inputMode: 'numeric', maxLength: 11 },
  ],
  consentText: '我同意临江供电核对并保存以上资料，用于查询账单和发送停电通知。可以随时撤回。',
  consentVersion: '2026-01',
  most: 5,
  shared: true,
  demo: { accountNumber: '6200000017', holderName: '张建国', phone: '13800005678' },
};

const challenge = { challenge: 'c1', phoneShown: '138****5678', resendAfterS: 30 };

/** Everything goes well. */
export const goodAnswers: Answers = {
  'GET /api/account': () => ({ body: { tier: 'registered', phone: '138****5678' } }),
  'GET /api/account/trail': () => ({
    body: {
      entries: Array.from({ length: 8 }, (_, index) => ({ at: at - index * 86_400_000, title: '电费账单' })),
      next: 'x',
    },
  }),
  'GET /api/account/consents': () => ({
    body: { consents: [{ id: 'k1', title: '绑定户号', version: '2026-01', at }] },
  }),
  'GET /api/account/export': () => ({ body: { follower: { tier: 'registered' }, bindings: [aBinding] } }),
  'POST /api/account/consents/withdraw': () => ({ body: {} }),
  'POST /api/account/erase': (body) => ({
    body: (body as { code?: string }).code ? { erased: true } : { erased: false, ...challenge },
  }),
  'GET /api/binding/list': () => ({ body: { bindings: [aBinding, anotherBinding] } }),
  'GET /api/binding/kinds': () => ({ body: { kinds: [aKind] } }),
  'POST /api/binding/start': () => ({ body: challenge }),
  'POST /api/binding/confirm': () => ({ body: { binding: aBinding } }),
  'POST /api/binding/default': () => ({ body: {} }),
  'POST /api/binding/rename': () => ({ body: {} }),
  'POST /api/binding/remove': () => ({ body: {} }),
  'POST /api/binding/invite': () => ({
    body: { url: 'https://bianmin.example/pages/invite/AbCdEfGhIjKlMnOpQrStUv', expiresAt: at + 86_400_000 },
  }),
  'POST /api/binding/members': () => ({ body: { members: [{ place: '1', since: at }] } }),
  'POST /api/binding/members/remove': () => ({ body: {} }),
  'POST /api/binding/accept': () => ({ body: { binding: anotherBinding } }),
  'GET /api/identity/terms': () => ({
    body: { consentText: '我同意核验我的姓名和身份证号。', consentVersion: '2026-01' },
  }),
  'POST /api/identity/phone/start': () => ({ body: { ...challenge, challenge: 'c2' } }),
  'POST /api/identity/phone/confirm': () => ({ body: {} }),
  'POST /api/identity/name': () => ({ body: {} }),
};

/** An answer that says no. */
export const no = (status: number, code: string, message: string, rest: Record<string, unknown> = {}) => ({
  status,
  body: { error: { code, message, ...rest } },
});

import { randomBytes } from 'node:crypto';
import { campusNumber } from '../../../backend/kinds/campus-person.ts';
import { subjectOfKind } from '../../../backend/kinds.ts';
import type { Backend } from '../../../backend/port.ts';
import type { Enrol } from '../../../followers/enrolment.ts';
import { notFollowing, requirePresence } from '../../../guard/presence.ts';
import { Refusal } from '../../../guard/refusal.ts';
import type { ApiCall } from '../../../guard/service.ts';
import { AppError } from '../../../platform/errors.ts';
import type { BindingKind, Organisation } from '../../../platform/organisation.ts';
import type { SignOnProvider } from './provider.ts';
import type { PendingSignOns } from './store.ts';

/** What the campus sign-on takes; `provider` is absent where an organisation has none. */
export interface CampusDeps {
  backend: Pick<Backend, 'records'>;
  enrol: Enrol;
  provider: SignOnProvider | undefined;
  signOns: PendingSignOns;
}

const kind = 'campus-person';
const pendingMs = 10 * 60_000;

const rulesOf = ({ profile }: Organisation): BindingKind => {
  const rules = Object.hasOwn(profile.bindings, kind) ? profile.bindings[kind] : undefined;
  if (rules !== undefined) return rules;
  throw new Refusal('no_such_kind', '这里不能绑定这一类。请从菜单重新打开。', { status: 404 });
};

const unavailable = (): Refusal =>
  new Refusal('sign_on_unavailable', '学校的统一身份认证暂时连不上，请过几分钟再试。', { status: 503 });

const begunElsewhere = (): Refusal =>
  new Refusal('sign_on_spent', '这次登录已经失效，请回到公众号，从菜单重新绑定。', { status: 403 });

const providerOf = ({ provider }: CampusDeps): SignOnProvider => {
  if (provider !== undefined) return provider;
  throw new Refusal('no_sign_on', '还没有开通统一身份认证登录，请到后勤服务大厅绑定。', { status: 404 });
};

/** What the provider throws, in words. */
const asked = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'sign_on_unavailable') throw unavailable();
    if (error instanceof AppError && error.code === 'sign_on_refused') {
      throw new Refusal('sign_on_refused', '统一身份认证没有通过，请重新登录。', { status: 403 });
    }
    throw error;
  }
};

const ownPath = (then: string | undefined): string =>
  then !== undefined && /^\/pages\/[\w./?=&%-]*$/.test(then) && !then.includes('..') ? then : '/pages/me';

/** Begins a sign-on, once the follower has agreed; the page goes on to `location`, an own path. */
export const beginSignOn = async (
  deps: CampusDeps,
  call: ApiCall<{ consentVersion: string; then?: string | undefined }>,
): Promise<{ location: string }> => {
  const { organisation, follower, input, now } = call;
  requirePresence(follower);
  providerOf(deps);
  if (input.consentVersion !== rulesOf(organisation).consent.version) {
    throw new Refusal('consent_outdated', '使用说明有更新，请刷新页面，看过并同意后再继续。', { field: 'consent' });
  }
  const secret = () => randomBytes(32).toString('base64url');
  const state = secret();
  const { consentVersion, then } = input;
  const pending = { state, verifier: secret(), nonce: secret(), consentVersion, onward: ownPath(then) };
  await deps.signOns.put(follower.openid, { ...pending, until: now + pendingMs });
  return { location: `/pages/campus/start?state=${state}` };
};

/** Where `GET /pages/campus/start` sends the browser. Throws `Refusal`. */
export const leaveForSignOn = async (deps: CampusDeps, openid: string, state: string, now: number): Promise<string> => {
  const pending = await deps.signOns.find(openid, state, now);
  if (pending === undefined) throw begunElsewhere();
  return asked(providerOf(deps).locate(pending));
};

const recordOf = async ({ backend }: CampusDeps, number: string) => {
  const isNumber = campusNumber.safeParse(number).success;
  const [record] = isNumber ? await backend.records(kind, number, { limit: 1 }) : [];
  if (record !== undefined) return record;
  throw new Refusal(
    'unknown_person',
    '登录成功了，但后勤系统里还没有您的资料。新生和新教职工一般次日同步，请明天再试。',
  );
};

/** Binds who comes back to `GET /pages/campus/return`; gives the own path to go on to. Throws `Refusal`. */
export const returnFromSignOn = async (
  deps: CampusDeps,
  organisation: Organisation,
  openid: string,
  returned: URL,
  now: number,
): Promise<string> => {
  const provider = providerOf(deps);
  const pending = await deps.signOns.take(openid, returned.searchParams.get('state') ?? '', now);
  if (pending === undefined) throw begunElsewhere();
  const number = await asked(provider.identify(pending, returned));
  const record = await recordOf(deps, number);
  const proved = {
    ...{ kind, subject: number, shown: subjectOfKind(kind).shown(number, record), label: '', method: provider.method },
    ...(record.areaId === undefined ? {} : { areaId: record.areaId }),
  };
  const outcome = await deps.enrol(openid, rulesOf(organisation), proved, now);
  if (outcome.kind === 'not-following') throw notFollowing();
  if (outcome.kind === 'full') {
    throw new Refusal('binding_full', '您已经绑定了另一个校园账号。请先解绑，再重新登录。', { status: 409 });
  }
  return pending.onward;
};

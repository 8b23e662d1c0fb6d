import type { ElectricityAccount } from '../../backend/kinds/electricity-account.ts';
import type { Binding } from '../../followers/binding.ts';
import { boundOf } from '../../guard/bound.ts';
import { codeShown, redeemedPayload } from '../../guard/codes.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall, Ports } from '../../guard/service.ts';
import { maskPhone } from '../../platform/masking.ts';
import type { Change, ConfirmAnswer, ContactShown } from './model.ts';
import { maskAddress, requireSense } from './rules.ts';

/** What changing an account's data takes. */
export type AccountDataPorts = Pick<Ports, 'backend' | 'codes' | 'pageUrl'>;

const kind = 'electricity-account';
const purpose = 'account-data';

/** What waits, encrypted, for a code to come back. */
interface Waiting {
  bindingId: string;
  changes: Record<string, string>;
  /** Set while the phone on record is asked: the new one comes next. */
  newPhone?: string;
}

const accountOf = async ({ backend }: AccountDataPorts, { subject }: Binding): Promise<ElectricityAccount> => {
  const [account] = await backend.records(kind, subject, { limit: 1 });
  if (account !== undefined) return account;
  throw new Refusal('account_gone', '没有查到这个户号，可能已经销户或过户。请到“我的”里解绑后重新绑定。', {
    status: 404,
  });
};

/** The binding, if the follower is the one who bound it. */
const ownOf = (call: ApiCall<unknown>): Binding => {
  const binding = boundOf(call);
  if (binding.role === 'owner') return binding;
  throw new Refusal('family_only_looks', '这个户号是家人分享给您的，只能查看。请家人用自己的微信来改。', {
    status: 403,
  });
};

/** The contact on record, masked. */
export const contactOf = async (ports: AccountDataPorts, call: ApiCall<unknown>): Promise<ContactShown> => {
  const binding = boundOf(call);
  const { phone, address, mailingAddress } = await accountOf(ports, binding);
  return {
    phoneShown: maskPhone(phone),
    addressShown: maskAddress(mailingAddress ?? address),
    mayChange: binding.role === 'owner',
  };
};

/** Sends a code to the phone on record: only who holds it may change anything. */
export const startChange = async (ports: AccountDataPorts, call: ApiCall<Change>) => {
  const binding = ownOf(call);
  const { phone } = await accountOf(ports, binding);
  const { what, ...changes } = call.input;
  requireSense(call.input, binding.subject, phone);
  const waiting: Waiting = {
    bindingId: binding.id,
    changes,
    ...(call.input.what === 'phone' ? { newPhone: call.input.phone } : {}),
  };
  return codeShown(await send(ports, call, phone, waiting));
};

const send = ({ codes }: AccountDataPorts, call: ApiCall<unknown>, phone: string, waiting: Waiting) =>
  codes.send(call.follower.openid, { purpose, phone, payload: { ...waiting }, sourceIp: call.sourceIp }, call.now);

/** Makes the change that the code stands for; for a new phone, first asks that phone too. */
export const confirmChange = async (
  ports: AccountDataPorts,
  call: ApiCall<{ challenge: string; code: string }>,
): Promise<ConfirmAnswer> => {
  const binding = ownOf(call);
  const { challenge, code } = call.input;
  const redeemed = await ports.codes.redeem(call.follower.openid, { purpose, challenge, code }, call.now);
  const { newPhone, ...waiting } = redeemedPayload(redeemed) as unknown as Waiting;
  // Another account chosen meanwhile, or this one unbound and bound again under another name.
  if (waiting.bindingId !== binding.id) throw new Refusal('other_binding', '户号换了，请重新开始。', { status: 409 });
  if (newPhone !== undefined) return { kind: 'new-phone', ...codeShown(await send(ports, call, newPhone, waiting)) };
  return change(ports, binding, waiting.changes, challenge);
};

/** The challenge makes a repeated change one and the same. */
const change = async (
  { backend }: AccountDataPorts,
  { subject }: Binding,
  changes: Record<string, string>,
  challenge: string,
): Promise<ConfirmAnswer> => {
  const outcome = await backend.change(kind, subject, changes, challenge);
  if (outcome.kind === 'changed') return { kind: 'changed' };
  throw new Refusal('change_refused', '供电公司没有接受这次修改。请带户主身份证到营业厅办理，或拨服务热线。', {
    status: 409,
  });
};

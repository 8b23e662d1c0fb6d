import * as z from 'zod/mini';
import { type DeskRoom, type DeskRoute, defineDeskRoom, defineDeskRoute, staffRights } from '../../../guard/desk.ts';
import { Refusal } from '../../../guard/refusal.ts';
import { generatePassword, hashPassword } from '../passwords.ts';
import type { StaffStore } from '../staff.ts';

/** What the room takes. */
export interface MembersRoomDeps {
  staff: StaffStore;
}

/** A name to sign in by. */
export const StaffName = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^[a-z][a-z0-9._-]{1,29}$/, '用户名用小写字母和数字，字母开头，2 到 30 个'),
  );

const Rights = z.array(z.enum(staffRights));

const NewMember = z.strictObject({
  name: StaffName,
  displayName: z.string().check(z.trim(), z.minLength(1, '请填写姓名'), z.maxLength(20, '姓名最多 20 个字')),
  rights: Rights,
});
const ById = z.strictObject({ id: StaffName });
const RightsOf = z.strictObject({ id: StaffName, rights: Rights });

const none = () => new Refusal('unknown_member', '没有这个员工，请刷新页面再看。', { status: 404 });

/** Nobody takes away their own way in: somebody with the right stays. */
const refuseOneself = (id: string, name: string): void => {
  if (id !== name) return;
  throw new Refusal('oneself', '不能对自己的账号这样做，请另一位管理员办理。', { status: 409 });
};

const changed = (done: boolean) => {
  if (!done) throw none();
  return {};
};

const routesOf = ({ staff }: MembersRoomDeps): DeskRoute[] => [
  defineDeskRoute({ method: 'GET', path: '/', handle: async () => ({ members: await staff.list() }) }),
  defineDeskRoute({
    method: 'POST',
    path: '/',
    input: NewMember,
    handle: async ({ input, now }) => {
      const password = generatePassword();
      if (await staff.add(input, await hashPassword(password), now)) return { password };
      throw new Refusal('name_taken', '这个用户名已经有人用了，请换一个。', { status: 409, field: 'name' });
    },
  }),
  defineDeskRoute({
    method: 'POST',
    path: '/:id/password',
    input: ById,
    handle: async ({ input, staff: me }) => {
      refuseOneself(input.id, me.name);
      const password = generatePassword();
      changed(await staff.setPassword(input.id, await hashPassword(password)));
      return { password };
    },
  }),
  defineDeskRoute({
    method: 'POST',
    path: '/:id/rights',
    input: RightsOf,
    handle: async ({ input, staff: me }) => {
      refuseOneself(input.id, me.name);
      return changed(await staff.setRights(input.id, input.rights));
    },
  }),
  defineDeskRoute({
    method: 'POST',
    path: '/:id/disable',
    input: ById,
    handle: async ({ input, staff: me, now }) => {
      refuseOneself(input.id, me.name);
      return changed(await staff.disable(input.id, now));
    },
  }),
];

/** The room 员工: who may use the desk, and what each may do. */
export const createMembersRoom = (deps: MembersRoomDeps): DeskRoom =>
  defineDeskRoom({ name: 'staff', title: '员工', path: '/desk/staff', right: 'staff', routes: routesOf(deps) });

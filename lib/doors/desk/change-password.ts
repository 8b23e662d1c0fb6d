import * as z from 'zod/mini';
import { Refusal } from '../../guard/refusal.ts';
import { hashPassword } from './passwords.ts';
import { type SignInDeps, signInStaff } from './sign-in.ts';
import type { StaffRecord, StaffStore } from './staff.ts';

const password = z.string().check(z.minLength(1), z.maxLength(200));

/** The present password and the new one. */
export const PasswordChange = z.strictObject({ current: password, next: password.check(z.minLength(10)) });

/**
 * Changes a member's own password; every session but the one that follows is over. The present password is asked for, and guesses at it are
 * counted as at the door. Throws `Refusal`: `wrong_password`, `locked`, `signed_out`.
 */
export const changeOwnPassword = async (
  deps: { signIn: SignInDeps; staff: Pick<StaffStore, 'changePassword'> },
  member: StaffRecord,
  given: z.infer<typeof PasswordChange> & { sourceIp: string },
  now: number,
): Promise<StaffRecord> => {
  await signInStaff(deps.signIn, { name: member.name, password: given.current, sourceIp: given.sourceIp }, now).catch(
    (error: unknown) => {
      const isWrong = error instanceof Refusal && error.code === 'wrong_password';
      throw isWrong ? new Refusal(error.code, '现在的密码不对。', { status: 403, field: 'current' }) : error;
    },
  );
  if (!(await deps.staff.changePassword(member, await hashPassword(given.next)))) {
    throw new Refusal('signed_out', '密码刚被改过，请重新登录。', { status: 409 });
  }
  return { ...member, epoch: member.epoch + 1 };
};

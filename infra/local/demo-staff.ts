import { hashPassword } from '../../lib/doors/desk/passwords.ts';
import { createStaff } from '../../lib/doors/desk/staff.ts';
import { staffRights } from '../../lib/guard/desk.ts';
import type { Table } from '../../lib/platform/table.ts';

/** Who may use the desk of the local stack in demo mode; worth nothing anywhere else. */
export const demoStaff = { name: 'demo', password: 'demo-local-stack' } as const;

/** Adds the demo member with every right, unless there is one already. */
export const addDemoStaff = async (table: Table, now: number): Promise<void> => {
  const staff = createStaff(table);
  if ((await staff.get(demoStaff.name)) !== undefined) return;
  const member = { name: demoStaff.name, displayName: '演示员工', rights: staffRights };
  await staff.add(member, await hashPassword(demoStaff.password), now);
};

import { describe, expect, it } from 'vitest';
import { runStaffCommand } from '../../../../infra/staff/commands.ts';
import { passwordMatches } from '../../../../lib/doors/desk/passwords.ts';
import { createStaff } from '../../../../lib/doors/desk/staff.ts';
import { aClock } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';

describe('npm run staff', { timeout: 30_000 }, () => {
  const table = useTable();
  const staff = createStaff(table);
  const typed = 'typed password 1';

  const run = async (words: string, options: { displayName?: string; rights?: string; generate?: boolean } = {}) => {
    const said: string[] = [];
    const deps = { staff, ask: async () => typed, say: (line: string) => void said.push(line), now: aClock() };
    await runStaffCommand(deps, words.split(' '), { generate: false, ...options });
    return said.join('\n');
  };

  it('adds a member with every right, by a password that is asked for and never shown', async () => {
    const said = await run('add li.ming', { displayName: '李明' });
    expect(said).not.toContain(typed);
    expect(await staff.get('li.ming')).toMatchObject({
      displayName: '李明',
      rights: expect.arrayContaining(['staff']),
    });
    expect(await passwordMatches(typed, (await staff.credentials('li.ming'))?.password)).toBe(true);
  });

  it('adds one with some rights, by a password that is made and shown once', async () => {
    const said = await run('add clerk', { rights: 'notices:confirm,notices', generate: true });
    const password = /shown once: (\S+)/.exec(said)?.[1] ?? '';
    expect(await passwordMatches(password, (await staff.credentials('clerk'))?.password)).toBe(true);
    expect((await staff.get('clerk'))?.rights).toEqual(['notices', 'notices:confirm']);
  });

  it('lists them by name, without anything of their passwords', async () => {
    const said = await run('list');
    expect(said).toMatch(/^clerk .*\nli\.ming .*李明/);
    expect(said).not.toMatch(/salt|hash/);
  });

  it('disables, and lets in again by a new password', async () => {
    await run('disable clerk');
    expect(await run('list')).toMatch(/clerk .*disabled 2026-05-16/);
    const before = await staff.get('clerk');
    await run('password clerk');
    const after = await staff.get('clerk');
    expect([after?.disabledAt, (after?.epoch ?? 0) > (before?.epoch ?? 0)]).toEqual([undefined, true]);
  });

  it('changes rights', async () => {
    await run('rights clerk', { rights: 'staff' });
    expect((await staff.get('clerk'))?.rights).toEqual(['staff']);
  });

  it.each([
    ['add clerk', {}, 'name_taken'],
    ['add Li', {}, 'bad_name'],
    ['add new', { rights: 'everything' }, 'unknown_right'],
    ['rights clerk', {}, 'rights_missing'],
    ['disable nobody', {}, 'unknown_member'],
    ['password nobody', {}, 'unknown_member'],
    ['constructor x', {}, 'usage'],
  ])('refuses %s %o', async (words, options, code) => {
    await expect(run(words, options)).rejects.toMatchObject({ code, kind: 'reject' });
  });
});

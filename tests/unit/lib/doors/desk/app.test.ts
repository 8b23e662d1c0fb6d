import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineDeskRoom, defineDeskRoute } from '../../../../../lib/guard/desk.ts';
import { Refusal } from '../../../../../lib/guard/refusal.ts';
import { BadFields } from '../../../../../lib/platform/bad-fields.ts';
import { aClock } from '../../../../support/clock.ts';
import { aDesk, aPassword, cookieOf, type TestDesk } from '../../../../support/desk.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';

const organisation = await anOrganisation();

const aRoom = defineDeskRoom({
  name: 'things',
  title: '东西',
  path: '/desk/things',
  right: 'notices',
  routes: [
    defineDeskRoute({ method: 'GET', path: '/', handle: async ({ staff }) => ({ of: staff.name }) }),
    defineDeskRoute({
      method: 'POST',
      path: '/:id/break',
      right: 'notices:confirm',
      input: z.strictObject({ id: z.string(), how: z.enum(['refuse', 'fields', 'fail', 'well']) }),
      handle: async ({ input }) => {
        if (input.how === 'refuse') throw new Refusal('not_now', '现在不行，请明天再来。', { status: 409 });
        if (input.how === 'fields')
          throw new BadFields([{ field: 'to', code: 'already_over', message: 'in the past' }]);
        if (input.how === 'fail') throw new Error('secret detail');
        return { id: input.id };
      },
    }),
  ],
});

const aStaffRoom = defineDeskRoom({ name: 'staff', title: '员工', path: '/desk/staff', right: 'staff', routes: [] });
const clerk = { name: 'clerk', displayName: '小李', rights: ['notices'] } as const;
const chief = { name: 'chief', displayName: '老王', rights: ['notices', 'notices:confirm'] } as const;

describe('the desk', { timeout: 30_000 }, () => {
  const table = useTable();
  const clock = aClock();
  let desk: TestDesk;

  beforeAll(async () => {
    desk = aDesk(table, clock, organisation, [aRoom, aStaffRoom]);
    await Promise.all([desk.join(clerk), desk.join(chief)]);
  });

  describe('at its door', () => {
    it('gives a session to who knows name and password, in a cookie for the desk alone', async () => {
      const answer = await desk.signIn('clerk');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toMatch(
        /^bianmin_desk=[^;]+; Max-Age=28800; Path=\/desk; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect(await answer.json()).toEqual({ staff: clerk, rooms: [{ title: '东西', path: '/desk/things' }] });
    });

    it('answers a wrong password, an unknown name and a disabled member alike', async () => {
      await desk.join({ name: 'gone', displayName: '已离职', rights: [] });
      await desk.staff.disable('gone', clock());
      const answers = await Promise.all([
        desk.signIn('chief', 'wrong'),
        desk.signIn('nobody', 'wrong'),
        desk.signIn('gone', aPassword),
      ]);
      const told = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
      expect(told).toEqual([told[0], told[0], told[0]]);
      expect(told[0]).toEqual([403, expect.stringContaining('wrong_password')]);
    });

    it('counts wrong tries of a name, also those at once, and locks it for fifteen minutes after the fifth', async () => {
      await desk.join({ name: 'locked', displayName: '小赵', rights: [] });
      const guesses = await Promise.all(Array.from({ length: 8 }, () => desk.signIn('locked', 'wrong')));
      expect(guesses.map(({ status }) => status).sort()).toEqual([403, 403, 403, 403, 403, 429, 429, 429]);
      expect((await desk.signIn('locked')).status).toBe(429);
      clock.advance(14 * 60_000);
      expect((await desk.signIn('locked')).status).toBe(429);
      clock.advance(61_000);
      expect((await desk.signIn('locked')).status).toBe(200);
    });

    it('locks names that do not exist like others', async () => {
      for (let guess = 0; guess < 5; guess += 1) await desk.signIn('no-such-name', 'wrong');
      expect((await desk.signIn('no-such-name', 'wrong')).status).toBe(429);
    });

    it('forgets the tries of who got in', async () => {
      for (let round = 0; round < 2; round += 1) {
        for (let guess = 0; guess < 4; guess += 1) await desk.signIn('clerk', 'wrong');
        expect((await desk.signIn('clerk')).status).toBe(200);
      }
    });

    it('writes neither names nor passwords that were tried into its log', () => {
      expect(desk.log.lines.join()).not.toMatch(/no-such-name|wrong"|correct horse/);
      expect(desk.log.events()).toContain('desk_signed_in_refused');
    });
  });

  describe('behind it', () => {
    it('is there for nobody without a session, nor with a forged one', async () => {
      expect((await desk.withCookie('').get('/desk/api/things')).status).toBe(401);
      expect((await desk.withCookie('bianmin_desk=e30.AAAA').get('/desk/api/me')).status).toBe(401);
      expect((await (await desk.visit('clerk')).get('/desk/api/things')).status).toBe(200);
    });

    it('ends a session after eight hours', async () => {
      const clerkHere = await desk.visit('clerk');
      clock.advance(8 * 3_600_000 - 1000);
      expect((await clerkHere.get('/desk/api/me')).status).toBe(200);
      clock.advance(1000);
      expect((await clerkHere.get('/desk/api/me')).status).toBe(401);
    });

    it('ends all sessions of who is disabled, at once', async () => {
      await desk.join({ name: 'leaver', displayName: '小孙', rights: ['notices'] });
      const leaver = await desk.visit('leaver');
      expect((await leaver.get('/desk/api/me')).status).toBe(200);
      await desk.staff.disable('leaver', clock());
      expect((await leaver.get('/desk/api/me')).status).toBe(401);
    });

    it('lets members change their password, which ends their other sessions', async () => {
      await desk.join({ name: 'changer', displayName: '小钱', rights: ['notices'] });
      const [here, elsewhere] = [await desk.visit('changer'), await desk.visit('changer')];
      const wrong = await here.post('/desk/api/password', { current: 'wrong', next: 'another password' });
      expect([wrong.status, await wrong.json()]).toEqual([
        403,
        { error: expect.objectContaining({ field: 'current' }) },
      ]);
      const done = await here.post('/desk/api/password', { current: aPassword, next: 'another password' });
      expect(done.status).toBe(200);
      expect((await elsewhere.get('/desk/api/me')).status).toBe(401);
      expect((await desk.withCookie(cookieOf(done)).get('/desk/api/me')).status).toBe(200);
      expect((await desk.signIn('changer')).status).toBe(403);
    });

    it('takes what changes something from its own pages alone', async () => {
      const there = await desk.visit('chief');
      const ask = (headers: Record<string, string>) => there.post('/desk/api/things/1/break', { how: 'well' }, headers);
      expect((await ask({})).status).toBe(200);
      expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
      expect((await ask({ 'content-type': 'text/plain' })).status).toBe(403);
    });

    it('shows and opens rooms and routes to who has the right', async () => {
      const there = await desk.visit('clerk');
      const refused = await there.post('/desk/api/things/1/break', { how: 'well' });
      expect([refused.status, await refused.json()]).toEqual([
        403,
        { error: { code: 'no_right', message: expect.stringContaining('确认发出通知') } },
      ]);
      expect((await there.get('/desk/api/staff')).status).toBe(404);
    });

    it.each([
      ['refuse', 409, 'not_now', '现在不行，请明天再来。'],
      ['fields', 400, 'already_over', '结束时间已经过了，请核对时间。'],
      ['fail', 503, 'unavailable', '系统暂时没有完成（unexpected）。请稍后再试一次。'],
      ['nonsense', 400, 'bad_input', '填写的内容不对，请改好再提交。'],
    ])('says in Chinese what went wrong: %s', async (how, status, code, message) => {
      const answer = await (await desk.visit('chief')).post('/desk/api/things/1/break', { how });
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect([answer.status, error.code, error.message]).toEqual([status, code, message]);
    });

    it('writes down who did what to which, and whether it was refused', async () => {
      const there = await desk.visit('chief');
      desk.log.lines.length = 0;
      await there.post('/desk/api/things/n7/break', { how: 'well' });
      await there.post('/desk/api/things/n8/break', { how: 'refuse' });
      const actions = desk.log.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(actions.filter(({ event }) => event === 'desk_action')).toMatchObject([
        { staff: 'chief', action: 'things/:id/break', target: 'n7', status: 200 },
        { staff: 'chief', action: 'things/:id/break', target: 'n8', status: 409 },
      ]);
    });

    it('opens its pages under a policy that lets nothing but its own in', async () => {
      const answer = await desk.withCookie('').get('/desk/notices');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
      expect((await desk.withCookie('').get('/desk/nowhere')).status).toBe(404);
    });
  });
});

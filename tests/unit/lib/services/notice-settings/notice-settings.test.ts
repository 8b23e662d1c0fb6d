import { beforeEach, describe, expect, it } from 'vitest';
import { createConsents } from '../../../../../lib/followers/consents.ts';
import { createFollowedAreas } from '../../../../../lib/followers/followed-areas.ts';
import { createNoticePreferences } from '../../../../../lib/followers/notice-preferences.ts';
import { createAccount } from '../../../../../lib/services/account/index.ts';
import { createNoticeSettings } from '../../../../../lib/services/notice-settings/index.ts';
import {
  type NoticeSettings,
  SettingsInput,
  UnfollowInput,
} from '../../../../../lib/services/notice-settings/model.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFollower } from '../../../../support/followers.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
const power = await anOrganisation('power');
const noticePreferences = createNoticePreferences(table);
const consents = createConsents(table);
const templateIds = new Map([
  ['bill', 'tpl-bill'],
  ['outage-planned', 'tpl-outage'],
]);
const followedAreas = createFollowedAreas(table);
const service = createNoticeSettings({ noticePreferences, consents, followedAreas, templateIds, pageUrl: aPageUrl });
let world: ProofWorld;

beforeEach(() => {
  world = createProofWorld(table, power);
});

const all = { off: [], sms: false };
const registered = async (): Promise<string> => {
  const openid = await world.follower();
  const proof = {
    what: 'phone',
    tier: 'registered',
    method: 'sms-code',
    at: world.now(),
    phone: '13600009999',
  } as const;
  await world.deps.proofs.record(openid, proof);
  return openid;
};
const read = (openid: string) => world.ask(service, 'GET /', openid) as Promise<NoticeSettings>;
const save = (openid: string, input: object) => world.ask(service, 'POST /', openid, input) as Promise<NoticeSettings>;

describe('通知设置', () => {
  it('leads to its page', async () => {
    const reply = await service.answer?.(anAsked(power, 'notice-settings', {}));
    expect(contentOf(reply ?? { type: 'none' })).toContain('/pages/notices');
  });

  it('of who has chosen nothing: all notices, at any hour, no text messages', async () => {
    const settings = await read(await world.follower());
    expect(settings.choices.map(({ id, on }) => [id, on])).toEqual([
      ['outages', true],
      ['bills', true],
    ]);
    expect(settings).toMatchObject({
      usualQuiet: { from: '22:00', to: '07:00' },
      sms: { on: false, phoneProved: false },
    });
    expect(settings).not.toHaveProperty('quiet');
  });

  it('keeps what was chosen, and takes it back', async () => {
    const openid = await world.follower();
    const quiet = { from: '21:30', to: '08:00' };
    const saved = await save(openid, { off: ['bills'], quiet, sms: false });
    expect(saved.choices.map(({ on }) => on)).toEqual([true, false]);
    expect(await noticePreferences.of(openid)).toEqual({ off: ['bills'], quiet, sms: false });
    expect(await save(openid, all)).toEqual(await read(openid));
    expect(await noticePreferences.of(openid)).toEqual(all);
  });

  it('allows text messages to a proved phone only, and writes the consent down', async () => {
    const stranger = await world.follower();
    await expect(save(stranger, { ...all, sms: true })).rejects.toMatchObject({
      code: 'phone_needed',
      field: 'sms',
      next: { href: '/pages/register' },
    });
    const openid = await registered();
    expect((await save(openid, { ...all, sms: true })).sms).toMatchObject({ on: true, phoneProved: true });
    expect(await consents.of(openid)).toMatchObject([{ purpose: 'sms-notices', given: true, version: '2026-11' }]);
    world.now.advance(1000);
    await save(openid, all);
    expect((await consents.of(openid))[0]?.given).toBe(false);
  });

  it('ends the text messages when the consent is withdrawn on the page of privacy', async () => {
    const openid = await registered();
    await save(openid, { ...all, off: ['bills'], sms: true });
    const account = createAccount(world.deps);
    const listed = await world.ask(account, 'GET /consents', openid);
    expect(listed).toMatchObject({
      consents: expect.arrayContaining([expect.objectContaining({ title: '短信通知' })]),
    });
    await world.ask(account, 'POST /consents/withdraw', openid, { id: 'sms-notices' });
    expect(await noticePreferences.of(openid)).toEqual({ off: ['bills'], sms: false });
  });

  it('shows the notices that need a consent at WeChat, with what was said', async () => {
    const openid = await world.follower();
    const at = world.now();
    expect((await read(openid)).subscriptions).toEqual([
      { title: '电费账单通知', templateId: 'tpl-bill', longTerm: true, accepted: false },
    ]);
    await consents.record({ openid, purpose: 'template:tpl-bill', given: true, at, channel: 'popup' });
    expect((await read(openid)).subscriptions).toMatchObject([{ accepted: true }]);
  });

  it('lists the areas that are followed, and ends the following of one of the follower’s own', async () => {
    const [openid, other] = [await world.follower(), await world.follower()];
    for (const who of [openid, other])
      await followedAreas.follow(who, { id: 'yinghu', name: '映湖小区', followedAt: 1 });
    const areas = { followed: [{ id: 'yinghu', name: '映湖小区' }], most: 5, cuts: '停电' };
    expect((await read(openid)).areas).toEqual(areas);
    const left = await world.ask(service, 'POST /areas/unfollow', openid, { area: 'yinghu' });
    expect(left).toEqual({ ...areas, followed: [] });
    expect((await read(openid)).areas?.followed).toEqual([]);
    expect((await read(other)).areas).toEqual(areas);
    expect(UnfollowInput.safeParse({ area: 'Yinghu#' }).success).toBe(false);
  });

  it('says nothing of areas where nobody can follow any', async () => {
    world = createProofWorld(table, await anOrganisation('bank'));
    const openid = await world.follower();
    expect(await read(openid)).not.toHaveProperty('areas');
  });

  it('refuses unknown choices and hours, and who does not follow', async () => {
    const openid = await world.follower();
    await expect(save(openid, { ...all, off: ['weather'] })).rejects.toMatchObject({
      code: 'unknown_choice',
      field: 'off',
    });
    const gone = aFollower({ openid: 'oGone', unfollowedAt: 1 });
    const call = { organisation: power, follower: gone, input: all };
    const post = service.routes?.find(({ method }) => method === 'POST');
    await expect(callRoute({ ...service, routes: post ? [post] : [] }, '/', call)).rejects.toMatchObject({
      code: 'not_following',
    });
    const wrong = [{ from: '25:00', to: '07:00' }, { from: '22:00', to: '22:00' }, { from: '22:00' }];
    expect(wrong.map((quiet) => SettingsInput.safeParse({ ...all, quiet }).success)).toEqual([false, false, false]);
  });
});

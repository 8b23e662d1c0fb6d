import { type Consents, smsNoticesPurpose } from '../../followers/consents.ts';
import { type FollowedArea, type FollowedAreas, mostFollowedAreas } from '../../followers/followed-areas.ts';
import { type Follower, tierReaches } from '../../followers/follower.ts';
import type { NoticePreferences, NoticePreferencesStore } from '../../followers/notice-preferences.ts';
import { notFollowing, requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall, Ports } from '../../guard/service.ts';
import { type TemplateIds, templateIdOf } from '../../notices/channels/template-ids.ts';
import type { Profile } from '../../platform/organisation.ts';
import { cutsOf } from '../../platform/wording.ts';
import type { FollowedShown, NoticeSettings, SettingsInput, Subscription, UnfollowInput } from './model.ts';

export interface NoticeSettingsPorts extends Pick<Ports, 'pageUrl'> {
  noticePreferences: Pick<NoticePreferencesStore, 'of' | 'set'>;
  consents: Pick<Consents, 'of' | 'record'>;
  followedAreas: Pick<FollowedAreas, 'of' | 'unfollow'>;
  templateIds: TemplateIds;
}

/** Templates that WeChat sends only to who agreed in its own dialogue. */
const subscriptionsOf = ({ templates }: Profile, ids: TemplateIds, given: ReadonlySet<string>): Subscription[] =>
  Object.entries(templates).flatMap(([key, template]) => {
    const { title, channel } = template;
    const templateId = templateIdOf(key, template, ids);
    if (templateId === undefined || !channel.endsWith('subscription')) return [];
    const accepted = given.has(`template:${templateId}`);
    return [{ title, templateId, longTerm: channel === 'long-term-subscription', accepted }];
  });

const smsOf = ({ notices }: Profile, { sms }: NoticePreferences, { tier }: Follower): Pick<NoticeSettings, 'sms'> => {
  if (notices.smsConsent === undefined) return {};
  const phoneProved = tierReaches(tier, 'registered');
  return { sms: { on: sms && phoneProved, text: notices.smsConsent.text, phoneProved } };
};

const areasOf = ({ outages }: Profile, all: readonly FollowedArea[]): FollowedShown => ({
  followed: all.map(({ id, name }) => ({ id, name })),
  most: mostFollowedAreas,
  cuts: outages === undefined ? '' : cutsOf(outages),
});

/** What the follower has chosen, and what there is to choose. */
export const readSettings = async (
  { noticePreferences, consents, followedAreas, templateIds }: NoticeSettingsPorts,
  { organisation: { profile }, follower }: Pick<ApiCall<unknown>, 'organisation' | 'follower'>,
): Promise<NoticeSettings> => {
  const { openid } = follower;
  const asked = [noticePreferences.of(openid), consents.of(openid), followedAreas.of(openid)] as const;
  const [preferences, said, followed] = await Promise.all(asked);
  const given = new Set(said.filter((consent) => consent.given).map(({ purpose }) => purpose));
  const { off, quiet } = preferences;
  return {
    choices: profile.notices.choices.map((choice) => ({ ...choice, on: !off.includes(choice.id) })),
    ...(quiet === undefined ? {} : { quiet }),
    usualQuiet: profile.notices.quietHours,
    ...smsOf(profile, preferences, follower),
    subscriptions: subscriptionsOf(profile, templateIds, given),
    ...(profile.outages === undefined && followed.length === 0 ? {} : { areas: areasOf(profile, followed) }),
  };
};

/** Stops following an area; what is followed then. Repeatable. */
export const unfollowArea = async (
  { followedAreas }: Pick<NoticeSettingsPorts, 'followedAreas'>,
  { organisation: { profile }, follower: { openid }, input }: ApiCall<UnfollowInput>,
): Promise<FollowedShown> => {
  await followedAreas.unfollow(openid, input.area);
  return areasOf(profile, await followedAreas.of(openid));
};

const checkSms = ({ notices }: Profile, { sms }: SettingsInput, { tier }: Follower): void => {
  if (!sms) return;
  if (notices.smsConsent === undefined) throw new Refusal('no_sms', '这里没有短信通知。', { field: 'sms' });
  if (tierReaches(tier, 'registered')) return;
  const next = { label: '去验证手机号', href: '/pages/register' };
  throw new Refusal('phone_needed', '短信要发到验证过的手机号，请先验证手机号。', { field: 'sms', next });
};

/** Saves what the follower chose; a change about text messages is written down as consent given or taken back. */
export const saveSettings = async (
  ports: NoticeSettingsPorts,
  call: ApiCall<SettingsInput>,
): Promise<NoticeSettings> => {
  const { noticePreferences, consents } = ports;
  const { follower, input, now } = call;
  const { profile } = call.organisation;
  const { off, quiet, sms } = input;
  requirePresence(follower);
  const known = new Set(profile.notices.choices.map(({ id }) => id));
  if (!off.every((id) => known.has(id)))
    throw new Refusal('unknown_choice', '选项有变化，请刷新页面再选。', { field: 'off' });
  checkSms(profile, input, follower);
  const before = await noticePreferences.of(follower.openid);
  if (before.sms !== sms) {
    const version = profile.notices.smsConsent?.version;
    const consent = { openid: follower.openid, purpose: smsNoticesPurpose, given: sms, at: now, channel: 'page' };
    await consents.record(version === undefined ? consent : { ...consent, version });
  }
  const saved = await noticePreferences.set(follower.openid, { off, sms, ...(quiet === undefined ? {} : { quiet }) });
  if (!saved) throw notFollowing();
  return readSettings(ports, call);
};

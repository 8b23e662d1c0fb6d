import { defineRoute, defineService, type Service } from '../../guard/service.ts';
import { textReply } from '../../wechat/reply.ts';
import { SettingsInput, UnfollowInput } from './model.ts';
import { type NoticeSettingsPorts, readSettings, saveSettings, unfollowArea } from './service.ts';

/** 通知设置: which notices a follower gets, of which areas, at which hours, and whether a text message may take their place. */
export const createNoticeSettings = (ports: NoticeSettingsPorts): Service =>
  defineService({
    name: 'notice-settings',
    title: '通知设置',
    tier: 'visitor',
    answer: async ({ topic }) =>
      textReply(`${topic.answer}\n\n<a href="${ports.pageUrl('/pages/notices')}">打开通知设置</a>`),
    page: () => ({ path: '/pages/notices' }),
    routes: [
      defineRoute({ method: 'GET', path: '/', handle: (call) => readSettings(ports, call) }),
      defineRoute({ method: 'POST', path: '/', input: SettingsInput, handle: (call) => saveSettings(ports, call) }),
      defineRoute({
        method: 'POST',
        path: '/areas/unfollow',
        input: UnfollowInput,
        handle: (call) => unfollowArea(ports, call),
      }),
    ],
  });

import type { Asked, Ports } from '../../guard/service.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { showGroups } from './joining.ts';
import type { GroupShown, MemberState } from './model.ts';
import type { Members } from './store.ts';

/** What chatting takes. */
export interface OfficersChatDeps extends Pick<Ports, 'pageUrl'> {
  members: Members;
}

const stateWords: Record<MemberState, string> = { member: '已加入', requested: '审核中', rejected: '没有通过' };

const lineOf = ({ title, state, unit, reason, removed }: GroupShown): string[] => {
  if (state === undefined) return [];
  return [
    `${title}：${removed ? '已被移出' : stateWords[state]}（${unit}）${reason === undefined ? '' : `，${reason}`}`,
  ];
};

/** 专管员: the topic's words, what the follower is to the groups, the page on which to join. */
export const answerOfficers =
  ({ members, pageUrl }: OfficersChatDeps) =>
  async (asked: Asked): Promise<Reply> => {
    const { groups } = await showGroups({ members }, asked);
    const link = `<a href="${pageUrl('/pages/officers')}">加入、查看或退出</a>`;
    return textReply([asked.topic.answer, ...groups.flatMap(lineOf), link].join('\n'));
  };

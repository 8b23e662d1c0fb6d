import type { ChatContent, PhoneFollower } from '../../../contract.ts';
import { Avatar } from '../parts/avatar.tsx';
import { useNow } from '../parts/frame.tsx';
import { SplitIcon } from '../parts/icons.tsx';
import { clockTime, dayLabel } from '../times.ts';
import type { Shown } from '../use-shown.ts';
import { useSimulation } from '../use-simulation.ts';

interface FollowerRowProps {
  follower: PhoneFollower;
  shown: Shown;
  onPick: (openid: string) => void;
}

/** A follower with the last line of the chat; the second button puts this phone beside the others. */
export const FollowerRow = ({ follower, shown, onPick }: FollowerRowProps) => {
  const { chats, unread } = useSimulation().simulation;
  const { openid, nickname, following } = follower;
  const isShown = shown.openids.includes(openid);
  const last = chats[openid]?.at(-1);
  return (
    <li class="follower-row" data-shown={isShown}>
      <button type="button" class="follower-pick" data-testid="follower-item" onClick={() => onPick(openid)}>
        <Avatar name={nickname} seed={openid} />
        <Unread count={unread[openid] ?? 0} />
        <span class="follower-lines">
          <span class="follower-name">
            <b>{nickname}</b>
            <When at={last?.at} />
          </span>
          <small>{following ? (last ? previewOf(last.content) : openid) : '未关注'}</small>
        </span>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={`并排显示${nickname}的手机`}
        aria-pressed={isShown}
        data-testid="beside"
        onClick={() => shown.toggle(openid)}
      >
        <SplitIcon />
      </button>
    </li>
  );
};

const When = ({ at }: { at: number | undefined }) => {
  const now = useNow();
  return <time>{at === undefined ? '' : dayLabel(at, now) || clockTime(at)}</time>;
};

const Unread = ({ count }: { count: number }) =>
  count > 0 ? (
    <span class="unread" role="status" aria-label={`${count} 条新消息`}>
      {count > 99 ? '99+' : count}
    </span>
  ) : null;

const signs: Partial<Record<ChatContent['type'], string>> = {
  image: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  music: '[音乐]',
  location: '[位置]',
  link: '[链接]',
  miniprogram: '[小程序]',
};

const previewOf = (content: ChatContent): string => {
  if (content.type === 'text' || content.type === 'tip' || content.type === 'banner')
    return content.text.replace(/<[^>]+>/g, '');
  if (content.type === 'news') return content.articles[0]?.title ?? '';
  if (content.type === 'template') return content.title;
  if (content.type === 'choices') return content.head;
  return signs[content.type] ?? '';
};

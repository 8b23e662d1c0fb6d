import type { ChatContent, ChatMessage, PhoneFollower } from '../../../contract.ts';
import { AccountAvatar, Avatar } from '../parts/avatar.tsx';
import { useSimulation } from '../use-simulation.ts';
import { Content } from './content.tsx';

/** Cards that WeChat shows over the whole width, with no avatar beside them. */
const wide = new Set<ChatContent['type']>(['news', 'template']);
const grey = new Set<ChatContent['type']>(['tip', 'banner']);

/** One line of the chat. */
export const Message = ({ message, follower }: { message: ChatMessage; follower: PhoneFollower }) => {
  const { from, via, content } = message;
  const shape = grey.has(content.type) ? 'grey' : wide.has(content.type) ? 'wide' : 'bubble';
  return (
    <article
      class={`message message-${shape} from-${from}`}
      data-testid="message"
      data-from={from}
      data-via={via}
      data-type={content.type}
    >
      {shape === 'bubble' && <Sender from={from} follower={follower} />}
      <div class="message-body">
        <Content content={content} from={from} />
      </div>
    </article>
  );
};

const Sender = ({ from, follower }: { from: ChatMessage['from']; follower: PhoneFollower }) => {
  const { account } = useSimulation().simulation;
  if (from === 'follower') return <Avatar name={follower.nickname} seed={follower.openid} />;
  return <AccountAvatar name={account?.name ?? ''} />;
};

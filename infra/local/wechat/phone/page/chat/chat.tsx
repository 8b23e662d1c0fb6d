import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatMessage, PhoneFollower } from '../../../contract.ts';
import { useNow } from '../parts/frame.tsx';
import { needsSeparator, separatorLabel } from '../times.ts';
import { Message } from './message.tsx';

/** The messages, oldest first; stays at the newest as long as the reader has not scrolled away from it. */
export const Chat = ({ follower, messages }: { follower: PhoneFollower; messages: ChatMessage[] }) => {
  const now = useNow();
  const { box, list, onScroll } = useBottom(messages.at(-1));
  return (
    <div class="chat" ref={box} onScroll={onScroll} role="log" aria-label="聊天记录" data-testid="chat">
      <div class="chat-list" ref={list}>
        {messages.map((message, index) => (
          <Fragment key={message.id}>
            {needsSeparator(message.at, messages[index - 1]?.at) && (
              <div class="separator">{separatorLabel(message.at, now)}</div>
            )}
            <Message message={message} follower={follower} />
          </Fragment>
        ))}
      </div>
    </div>
  );
};

const nearBottomPx = 60;

/** Scrolls to the end when something is added or grows, and always when the follower has spoken. */
const useBottom = (newest: ChatMessage | undefined) => {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  const down = () => {
    if (atBottom.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    atBottom.current = scrollHeight - scrollTop - clientHeight < nearBottomPx;
  };
  useEffect(() => {
    if (newest?.from === 'follower') atBottom.current = true;
    down();
  }, [newest]);
  useEffect(() => {
    const observer = new ResizeObserver(down);
    for (const element of [box.current, list.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, list, onScroll };
};

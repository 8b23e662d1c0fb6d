import { useEffect, useState } from 'preact/hooks';
import type { PhoneFollower } from '../../contract.ts';
import { Bottom } from './bottom/bottom.tsx';
import { Chat } from './chat/chat.tsx';
import { ImageViewer } from './chat/image-viewer.tsx';
import { Frame } from './parts/frame.tsx';
import { TitleBar } from './parts/title-bar.tsx';
import { Details } from './profile/details.tsx';
import { Profile } from './profile/profile.tsx';
import { PhoneContext, usePhoneActs } from './use-phone.ts';
import { useSimulation } from './use-simulation.ts';
import { WebView } from './web-view.tsx';

interface PhoneProps {
  follower: PhoneFollower;
  onBack: () => void;
  /** Takes the phone away; absent when it is the only one. */
  onClose: (() => void) | undefined;
}

/** One follower's phone: the chat, and what lies over it. */
export const Phone = ({ follower, onBack, onClose }: PhoneProps) => {
  const acts = usePhoneActs(follower);
  const [details, showDetails] = useState(false);
  useEffect(() => {
    if (!follower.following) showDetails(false);
  }, [follower.following]);
  return (
    <PhoneContext.Provider value={acts}>
      <Frame
        label={`${follower.nickname}的手机`}
        openid={follower.openid}
        caption={follower.nickname}
        onClose={onClose}
      >
        {follower.following ? (
          <ChatScreen follower={follower} onBack={onBack} onMore={() => showDetails(true)} />
        ) : (
          <Profile onBack={onBack} onFollow={acts.follow} />
        )}
        {details && follower.following && <Details onBack={() => showDetails(false)} />}
        {acts.view && <WebView url={acts.view} openid={acts.follower.openid} onClose={() => acts.open(undefined)} />}
        {acts.image && <ImageViewer url={acts.image} onClose={() => acts.showImage(undefined)} />}
      </Frame>
    </PhoneContext.Provider>
  );
};

const ChatScreen = ({
  follower,
  onBack,
  onMore,
}: {
  follower: PhoneFollower;
  onBack: () => void;
  onMore: () => void;
}) => {
  const { simulation, tell, server, act } = useSimulation();
  const { openid } = follower;
  // Generation and changes make chat and menu be fetched again, although the effect itself does not read them.
  useEffect(() => {
    void act(server.chat(openid).then((messages) => tell({ kind: 'chat-loaded', openid, messages })));
    void act(server.menu(openid).then((buttons) => tell({ kind: 'menu-loaded', openid, buttons })));
  }, [openid, simulation.generation, simulation.changes[openid]]);
  const title = simulation.typing[openid] ? '对方正在输入…' : (simulation.account?.name ?? '');
  return (
    <div class="screen">
      <TitleBar title={title} onBack={onBack} onMore={onMore} />
      <Chat follower={follower} messages={simulation.chats[openid] ?? []} />
      <Bottom key={openid} buttons={simulation.menus[openid]} />
    </div>
  );
};

import { useState } from 'preact/hooks';
import { CloseIcon, ReloadIcon } from './parts/icons.tsx';
import { Sheet } from './parts/sheet.tsx';
import { isLocal } from './web-address.ts';

/** A page over the chat, as WeChat opens it. One outside this machine is loaded only when asked for. */
export const WebView = ({ url, openid, onClose }: { url: string; openid: string; onClose: () => void }) => {
  const [turn, setTurn] = useState(0);
  const [allowed, allow] = useState(isLocal(url));
  return (
    <Sheet label="网页" place="full" onClose={onClose} testId="web-view">
      <header class="title-bar">
        <button type="button" aria-label="关闭网页" data-testid="web-view-close" data-autofocus onClick={onClose}>
          <CloseIcon />
        </button>
        <h1>{new URL(url).host}</h1>
        <button type="button" aria-label="刷新" onClick={() => setTurn(turn + 1)}>
          <ReloadIcon />
        </button>
      </header>
      {allowed ? (
        <iframe
          key={turn}
          class="web-view-page"
          src={`/phone/open?${new URLSearchParams({ openid, url })}`}
          title="网页"
          allow="geolocation; clipboard-write"
        />
      ) : (
        <div class="web-view-outside">
          <p>这个网页不在本机上：</p>
          <code>{url}</code>
          <button type="button" class="big-button" data-testid="web-view-allow" onClick={() => allow(true)}>
            打开
          </button>
        </div>
      )}
    </Sheet>
  );
};

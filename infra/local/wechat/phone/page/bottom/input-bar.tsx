import { useEffect, useRef, useState } from 'preact/hooks';
import { EmojiIcon, MenuIcon, PlusIcon, VoiceIcon } from '../parts/icons.tsx';
import { usePhone } from '../use-phone.ts';
import { type ComposeKind, Composer } from './composer.tsx';
import { EmojiPanel } from './emoji-panel.tsx';
import { PlusPanel } from './plus-panel.tsx';
import { TextInput } from './text-input.tsx';

type Panel = 'emoji' | 'plus' | undefined;

/** The field to type in, with voice, emoji and the + panel. */
export const InputBar = ({ onMenu, autoFocus }: { onMenu: (() => void) | undefined; autoFocus: boolean }) => {
  const { say } = usePhone();
  const input = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState('');
  const [panel, setPanel] = useState<Panel>();
  const [composing, compose] = useState<ComposeKind>();
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  const send = () => {
    const content = draft.trim();
    if (!content) return;
    setDraft('');
    void say({ type: 'text', content });
  };
  const toggle = (name: Panel) => setPanel(panel === name ? undefined : name);
  return (
    <footer class="bottom">
      <div class="input-bar">
        {onMenu && <BarButton label="切换到菜单" testId="keyboard-toggle" icon={<MenuIcon />} onPress={onMenu} />}
        <BarButton label="语音" testId="voice-toggle" icon={<VoiceIcon />} onPress={() => compose('voice')} />
        <TextInput input={input} value={draft} onInput={setDraft} onSend={send} onFocus={() => setPanel(undefined)} />
        <BarButton label="表情" testId="emoji-button" icon={<EmojiIcon />} onPress={() => toggle('emoji')} />
        {draft.trim() ? (
          <button type="button" class="send" data-testid="send-button" onClick={send}>
            发送
          </button>
        ) : (
          <BarButton label="更多功能" testId="plus-button" icon={<PlusIcon />} onPress={() => toggle('plus')} />
        )}
      </div>
      {panel === 'emoji' && <EmojiPanel onPick={(sign) => setDraft(draft + sign)} />}
      {panel === 'plus' && <PlusPanel onPick={compose} />}
      {composing && <Composer kind={composing} onClose={() => compose(undefined)} />}
    </footer>
  );
};

const BarButton = (props: { label: string; testId: string; icon: preact.JSX.Element; onPress: () => void }) => (
  <button type="button" class="bar-button" aria-label={props.label} data-testid={props.testId} onClick={props.onPress}>
    {props.icon}
  </button>
);

import { useState } from 'preact/hooks';
import type { PhoneMenuButton } from '../../../contract.ts';
import { InputBar } from './input-bar.tsx';
import { MenuBar } from './menu-bar.tsx';

/** The foot of the chat: the account's menu, or the field to type in; just the field when there is no menu. */
export const Bottom = ({ buttons }: { buttons: PhoneMenuButton[] | undefined }) => {
  const [typing, setTyping] = useState(false);
  if (!buttons) return <footer class="bottom bottom-empty" />;
  if (buttons.length > 0 && !typing) return <MenuBar buttons={buttons} onKeyboard={() => setTyping(true)} />;
  return <InputBar autoFocus={typing} onMenu={buttons.length > 0 ? () => setTyping(false) : undefined} />;
};

import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PhoneMenuButton } from '../../../contract.ts';

const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/** The list above a menu button. Arrow keys move in it. */
export const SubMenu = ({
  buttons,
  onPick,
}: {
  buttons: PhoneMenuButton[];
  onPick: (button: PhoneMenuButton) => void;
}) => {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const items: Element[] = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = document.activeElement ? items.indexOf(document.activeElement) : -1;
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = items.at((at + step) % items.length);
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <div class="sub-menu" role="menu" ref={list} tabIndex={-1} onKeyDown={onKeyDown}>
      {buttons.map((button) => (
        <button
          type="button"
          role="menuitem"
          key={button.name}
          data-testid="submenu-button"
          onClick={() => onPick(button)}
        >
          {button.name}
        </button>
      ))}
    </div>
  );
};

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

const focusable = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]';

/** Keeps Tab inside `panel`. */
const keepInside = (event: KeyboardEvent, panel: HTMLElement) => {
  const all = [...panel.querySelectorAll<HTMLElement>(focusable)];
  const [first, last] = [all[0], all.at(-1)];
  const end = event.shiftKey ? first : last;
  if (document.activeElement !== end && document.activeElement !== panel) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
};

/** A panel from below over the page: a question, a few choices. Escape, its cross and a touch outside close it; then the focus is back where it was. */
export const Sheet = ({ title, onClose, children }: SheetProps) => {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    document.documentElement.classList.add('has-sheet');
    return () => {
      document.documentElement.classList.remove('has-sheet');
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Tab') keepInside(event, event.currentTarget);
  };
  return (
    <div class="sheet">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the cross is the way for keyboards */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div class="sheet-shade" onClick={onClose} />
      <div
        ref={panel}
        class="sheet-panel"
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" aria-label="关闭" onClick={onClose}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </div>
  );
};

interface ConfirmProps {
  title: string;
  /** What will happen, in plain words. */
  children: ComponentChildren;
  /** Words of the button. */
  act: ComponentChildren;
  onClose: () => void;
}

/** Asks before something that can't be undone. */
export const Confirm = ({ title, children, act, onClose }: ConfirmProps) => (
  <Sheet title={title} onClose={onClose}>
    <div class="sheet-text">{children}</div>
    <div class="buttons">
      {act}
      <button type="button" class="weui-btn weui-btn_default" onClick={onClose}>
        取消
      </button>
    </div>
  </Sheet>
);

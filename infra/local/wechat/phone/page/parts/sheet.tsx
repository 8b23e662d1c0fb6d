import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface SheetProps {
  label: string;
  /** `bottom` slides up, as lists of choices do; `centre` is a dialogue; `full` covers the phone. */
  place: 'bottom' | 'centre' | 'full';
  onClose: () => void;
  testId?: string;
  children: ComponentChildren;
}

const focusable = 'button:not([disabled]), input, textarea, select, a[href], iframe';

/** Something over the phone's screen: keeps the keyboard's focus inside and closes by Escape or a tap beside it. */
export const Sheet = ({ label, place, onClose, testId, children }: SheetProps) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const fields = box.current?.querySelectorAll<HTMLElement>('[data-autofocus], input, textarea');
    (fields?.[0] ?? box.current)?.focus();
    return () => before instanceof HTMLElement && before.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Tab') keepInside(event, box.current);
  };
  return (
    <div class={`sheet sheet-${place}`}>
      <button type="button" class="sheet-shade" tabIndex={-1} aria-label="关闭" onClick={onClose} />
      <div
        class="sheet-box"
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        ref={box}
        data-testid={testId}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
    </div>
  );
};

const keepInside = (event: TargetedKeyboardEvent<HTMLDivElement>, box: HTMLElement | null) => {
  const stops = box?.querySelectorAll<HTMLElement>(focusable) ?? [];
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const atEdge = document.activeElement === (event.shiftKey ? first : last) || document.activeElement === box;
  if (!first || !last || !atEdge) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
};

import { useEffect, useRef, useState } from 'preact/hooks';
import type { PhoneMenuButton } from '../../../contract.ts';
import { KeyboardIcon } from '../parts/icons.tsx';
import { usePhone } from '../use-phone.ts';
import { LocationPicker } from './location-picker.tsx';
import { pressOf } from './press.ts';
import { ScanDialog } from './scan-dialog.tsx';
import { SubMenu } from './sub-menu.tsx';

/** The account's menu. A parent opens its list, which tells the account nothing; anything else is reported. */
export const MenuBar = ({ buttons, onKeyboard }: { buttons: PhoneMenuButton[]; onKeyboard: () => void }) => {
  const { bar, open, setOpen } = useOneOpen();
  const { press, asking, stopAsking } = usePress();
  const pick = (button: PhoneMenuButton) => {
    setOpen(undefined);
    press(button);
  };
  return (
    <footer class="bottom menu-bar" ref={bar}>
      <button
        type="button"
        class="menu-bar-toggle"
        aria-label="切换到输入"
        data-testid="keyboard-toggle"
        onClick={onKeyboard}
      >
        <KeyboardIcon />
      </button>
      {buttons.map((button, index) => (
        <div class="menu-slot" key={button.name}>
          <TopButton
            button={button}
            isOpen={open === index}
            onPress={() => (isParent(button) ? setOpen(open === index ? undefined : index) : pick(button))}
          />
          {open === index && <SubMenu buttons={button.sub_button ?? []} onPick={pick} />}
        </div>
      ))}
      {asking && <Question button={asking} onClose={stopAsking} />}
    </footer>
  );
};

const isParent = (button: PhoneMenuButton) => (button.sub_button?.length ?? 0) > 0;

const TopButton = (props: { button: PhoneMenuButton; isOpen: boolean; onPress: () => void }) => (
  <button
    type="button"
    class="menu-button"
    data-testid="menu-button"
    aria-haspopup={isParent(props.button) ? 'menu' : undefined}
    aria-expanded={isParent(props.button) ? props.isOpen : undefined}
    onClick={props.onPress}
  >
    {isParent(props.button) && <i class="parent-mark" aria-hidden="true" />}
    <span>{props.button.name}</span>
  </button>
);

/** At most one list is open; a press elsewhere or Escape closes it. */
const useOneOpen = () => {
  const bar = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<number>();
  useEffect(() => {
    if (open === undefined) return;
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && bar.current?.contains(target))) setOpen(undefined);
    };
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(undefined);
    addEventListener('pointerdown', onPointer);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPointer);
      removeEventListener('keydown', onKey);
    };
  }, [open]);
  return { bar, open, setOpen };
};

/** Tells the account of the press, and does what WeChat does itself: opens the page, asks for a code or a place. */
const usePress = () => {
  const phone = usePhone();
  const [asking, ask] = useState<PhoneMenuButton>();
  const press = (button: PhoneMenuButton) => {
    const { key, opens, asks } = pressOf(button);
    if (asks) return ask(button);
    void phone.tap({ key });
    if (opens) phone.open(opens);
  };
  return { press, asking, stopAsking: () => ask(undefined) };
};

/** What the code says, or where the person is; the press is reported with the answer. */
const Question = ({ button, onClose }: { button: PhoneMenuButton; onClose: () => void }) => {
  const { tap, tapAt } = usePhone();
  const { key, asks } = pressOf(button);
  const scanned = (result: string) => void tap({ key, result });
  if (asks === 'code') return <ScanDialog title={button.name} label="扫码结果" onScan={scanned} onClose={onClose} />;
  return (
    <LocationPicker title={button.name} submit="确定" onPick={(place) => void tapAt(key, place)} onClose={onClose} />
  );
};

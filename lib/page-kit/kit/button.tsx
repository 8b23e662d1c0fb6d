import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  /** `primary` once a page: what most people came for. */
  kind?: 'primary' | 'default' | 'warn' | 'text';
  /** Under way: can't be pressed again, and says so. */
  busy?: boolean;
  disabled?: boolean;
  onClick?: () => void;
  /** Makes it a link that looks like a button. */
  href?: string;
  submit?: boolean;
}

const looks = {
  primary: 'weui-btn weui-btn_primary',
  default: 'weui-btn weui-btn_default',
  warn: 'weui-btn weui-btn_default warn',
  text: 'text-button',
};

/** A button at least 44 px high. */
export const Button = ({ children, kind = 'default', busy, disabled, onClick, href, submit }: ButtonProps) => {
  if (href) {
    return (
      <a class={looks[kind]} href={href}>
        {children}
      </a>
    );
  }
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={looks[kind]}
      disabled={disabled}
      aria-disabled={busy}
      aria-busy={busy}
      onClick={busy ? swallow : onClick}
    >
      {busy && <i class="spinner" />}
      {children}
    </button>
  );
};

/** A busy button stays focusable, since a disabled one would lose the focus; its press does nothing. */
const swallow = (event: Event) => event.preventDefault();

/** Buttons below each other, with room around. */
export const Buttons = ({ children }: { children: ComponentChildren }) => <div class="buttons">{children}</div>;

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface TabsProps<Key extends string> {
  /** What is chosen between, read out: 账户. */
  label: string;
  tabs: readonly { key: Key; title: string }[];
  selected: Key;
  onSelect: (key: Key) => void;
  /** What the selected tab shows. */
  children: ComponentChildren;
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Two to four views of one thing. Arrow keys go from tab to tab. */
export const Tabs = <Key extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Key>) => {
  const id = useId();
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const step = steps[event.key];
    if (!step) return;
    const at = (tabs.findIndex(({ key }) => key === selected) + step + tabs.length) % tabs.length;
    const target = tabs[at];
    if (!target) return;
    onSelect(target.key);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ key, title }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={key === selected}
            aria-controls={`${id}-panel`}
            tabIndex={key === selected ? 0 : -1}
            onClick={() => onSelect(key)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`}>
        {children}
      </div>
    </>
  );
};

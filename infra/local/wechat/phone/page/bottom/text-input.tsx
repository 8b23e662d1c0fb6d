import type { RefObject, TargetedKeyboardEvent } from 'preact';

interface TextInputProps {
  input: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onInput: (value: string) => void;
  onSend: () => void;
  onFocus: () => void;
}

/** Enter sends, Shift+Enter breaks the line; an Enter that ends an input method's word does neither. */
export const TextInput = ({ input, value, onInput, onSend, onFocus }: TextInputProps) => {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onSend();
  };
  return (
    <textarea
      class="text-input"
      ref={input}
      rows={1}
      value={value}
      aria-label="消息"
      enterkeyhint="send"
      data-testid="text-input"
      onInput={(event) => onInput(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    />
  );
};

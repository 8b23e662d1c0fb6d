import type { ComponentChildren } from 'preact';
import { Sheet } from './sheet.tsx';

interface DialogProps {
  title: string;
  submit: string;
  onSubmit: () => void;
  onClose: () => void;
  testId?: string;
  danger?: boolean;
  children?: ComponentChildren;
}

/** WeChat's dialogue: a title, some fields or a sentence, 取消 and one act. */
export const Dialog = ({ title, submit, onSubmit, onClose, testId = 'dialog', danger, children }: DialogProps) => (
  <Sheet label={title} place="centre" onClose={onClose} testId={testId}>
    <form
      class="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
        onSubmit();
      }}
    >
      <h2>{title}</h2>
      <div class="dialog-body">{children}</div>
      <div class="dialog-buttons">
        <button type="button" onClick={onClose} data-testid={`${testId}-cancel`}>
          取消
        </button>
        <button type="submit" class={danger ? 'danger' : 'go'} data-testid={`${testId}-submit`}>
          {submit}
        </button>
      </div>
    </form>
  </Sheet>
);

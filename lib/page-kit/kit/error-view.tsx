import type { Fault } from '../api.ts';
import { useFacts } from '../facts-context.ts';
import { here } from '../navigation.ts';
import { withThen } from '../own-path.ts';
import { Button, Buttons } from './button.tsx';

interface ErrorViewProps {
  fault: Fault;
  /** Shows 再试一次. */
  onRetry?: () => void;
}

/** In place of content that did not come: why, in plain words, and the next step. A step that is a page of ours comes back here. */
export const ErrorView = ({ fault, onRetry }: ErrorViewProps) => {
  const { telephone } = useFacts();
  const { next } = fault;
  return (
    <div class="error-view" role="alert">
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <path d="M32 8a24 24 0 1 0 0 48 24 24 0 0 0 0-48zm-2.5 12h5v16h-5zm0 20h5v5h-5z" />
      </svg>
      <p>{fault.message}</p>
      <Buttons>
        {next && (
          <Button kind="primary" href={withThen(next.href, here())}>
            {next.label}
          </Button>
        )}
        {onRetry && <Button onClick={onRetry}>再试一次</Button>}
        {!next && !onRetry && telephone && <Button href={`tel:${telephone}`}>打电话 {telephone}</Button>}
      </Buttons>
    </div>
  );
};

/** Nothing to show, and that is all right. */
export const Empty = ({ text, action }: { text: string; action?: { label: string; href: string } }) => (
  <div class="empty">
    <p>{text}</p>
    {action && (
      <Button kind="primary" href={action.href}>
        {action.label}
      </Button>
    )}
  </div>
);

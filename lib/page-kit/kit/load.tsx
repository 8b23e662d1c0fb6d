import type { ComponentChildren } from 'preact';
import type { Asked } from '../use-api.ts';
import { ErrorView } from './error-view.tsx';
import { Skeleton } from './skeleton.tsx';

interface LoadProps<Answer> {
  /** What `useApi` gave. */
  from: Asked<Answer>;
  /** What to show in the meantime; a skeleton of four rows when absent. */
  waiting?: ComponentChildren;
  children: (data: Answer) => ComponentChildren;
}

/** Skeleton, fault or content, by the state of what `useApi` gave. A fault with a next step offers that, others another try. */
export const Load = <Answer,>({ from, waiting = <Skeleton />, children }: LoadProps<Answer>) => {
  if (from.state === 'loading') return <>{waiting}</>;
  if (from.state === 'ready') return <>{children(from.data)}</>;
  return from.error.next ? <ErrorView fault={from.error} /> : <ErrorView fault={from.error} onRetry={from.reload} />;
};

import { Component, type ComponentChildren } from 'preact';
import { faultIn } from '../../../page-kit/api.ts';
import { ErrorView } from '../../../page-kit/kit/error-view.tsx';

/** Shows the fault view in place of a page that threw while it was drawn. */
export class Boundary extends Component<{ children: ComponentChildren }, { error?: unknown }> {
  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorView fault={faultIn(this.state.error)} onRetry={() => location.reload()} />;
  }
}

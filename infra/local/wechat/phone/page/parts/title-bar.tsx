import { BackIcon, MoreIcon } from './icons.tsx';

interface TitleBarProps {
  title: string;
  onBack: () => void;
  onMore?: () => void;
}

/** The bar at the head of a screen: ‹, the title, ⋯ */
export const TitleBar = ({ title, onBack, onMore }: TitleBarProps) => (
  <header class="title-bar">
    <button type="button" aria-label="返回" onClick={onBack}>
      <BackIcon />
    </button>
    <h1>{title}</h1>
    {onMore ? (
      <button type="button" aria-label="更多" data-testid="more-button" onClick={onMore}>
        <MoreIcon />
      </button>
    ) : (
      <span class="title-bar-gap" />
    )}
  </header>
);

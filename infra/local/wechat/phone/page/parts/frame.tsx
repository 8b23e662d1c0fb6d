import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { clockTime } from '../times.ts';
import { useSimulation } from '../use-simulation.ts';
import { CloseIcon } from './icons.tsx';

interface FrameProps {
  label: string;
  caption?: string;
  openid?: string;
  onClose?: (() => void) | undefined;
  children: ComponentChildren;
}

/** The body of a phone, which a phone-sized screen leaves out. */
export const Frame = ({ label, caption, openid, onClose, children }: FrameProps) => (
  <section class="phone" aria-label={label} data-testid="phone" data-openid={openid}>
    <div class="phone-glass">
      <StatusBar caption={caption} />
      <div class="phone-content">{children}</div>
    </div>
    {onClose && (
      <button type="button" class="phone-close" aria-label={`收起${label}`} onClick={onClose}>
        <CloseIcon />
      </button>
    )}
  </section>
);

const StatusBar = ({ caption }: { caption: string | undefined }) => {
  const now = useNow();
  return (
    <div class="status-bar" aria-hidden="true">
      <span class="status-time">{clockTime(now)}</span>
      <span class="status-caption">{caption}</span>
      <svg class="status-signs" aria-hidden="true" viewBox="0 0 62 14" fill="currentColor">
        <path d="M0 9h3v4H0zM5 7h3v6H5zM10 4h3v9h-3zM15 1h3v12h-3z" />
        <path d="M29.5 13 26 9.4a5 5 0 0 1 7 0ZM23.3 6.7a8.8 8.8 0 0 1 12.4 0l-1.3 1.4a6.9 6.9 0 0 0-9.8 0Z" />
        <rect x="41" y="1.5" width="18" height="11" rx="3" fill="none" stroke="currentColor" opacity=".4" />
        <rect x="42.5" y="3" width="13" height="8" rx="1.6" />
      </svg>
    </div>
  );
};

const refreshMs = 5000;

/** The simulated time, kept current. */
export const useNow = (): number => {
  const { offsetMs } = useSimulation().simulation;
  const [machine, setMachine] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setMachine(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, []);
  return machine + offsetMs;
};

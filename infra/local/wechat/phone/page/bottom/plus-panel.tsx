import type { JSX } from 'preact';
import { AlbumIcon, CameraIcon, CompassIcon, LinkIcon, PinIcon, ScanIcon } from '../parts/icons.tsx';
import type { ComposeKind } from './composer.tsx';

const items: { kind: ComposeKind; label: string; icon: () => JSX.Element }[] = [
  { kind: 'image', label: '相册', icon: AlbumIcon },
  { kind: 'video', label: '拍摄', icon: CameraIcon },
  { kind: 'location', label: '位置', icon: PinIcon },
  { kind: 'scan', label: '扫一扫', icon: ScanIcon },
  { kind: 'link', label: '链接', icon: LinkIcon },
  { kind: 'gps', label: 'GPS 上报', icon: CompassIcon },
];

/** What else a person can send. */
export const PlusPanel = ({ onPick }: { onPick: (kind: ComposeKind) => void }) => (
  <div class="panel plus-panel" data-testid="plus-panel">
    {items.map(({ kind, label, icon: Sign }) => (
      <button type="button" key={kind} data-testid={`plus-${kind}`} onClick={() => onPick(kind)}>
        <i>
          <Sign />
        </i>
        <span>{label}</span>
      </button>
    ))}
  </div>
);

import type { ComponentChildren } from 'preact';

const Icon = ({ children, filled = false }: { children: ComponentChildren; filled?: boolean }) => (
  <svg
    class="icon"
    viewBox="0 0 24 24"
    aria-hidden="true"
    fill={filled ? 'currentColor' : 'none'}
    stroke={filled ? 'none' : 'currentColor'}
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    {children}
  </svg>
);

export const BackIcon = () => (
  <Icon>
    <path d="M15 4.5 7.5 12l7.5 7.5" stroke-width="2" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon filled>
    <circle cx="5" cy="12" r="1.9" />
    <circle cx="12" cy="12" r="1.9" />
    <circle cx="19" cy="12" r="1.9" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" stroke-width="1.8" />
  </Icon>
);
export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.5" y="5" width="19" height="14" rx="2" />
    <path d="M6 9h.01M9 9h.01M12 9h.01M15 9h.01M18 9h.01M6 12h.01M9 12h.01M12 12h.01M15 12h.01M18 12h.01M8 15.7h8" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M4 7h16M4 12h16M4 17h16" />
  </Icon>
);
export const VoiceIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M9 12.6a1 1 0 0 0 0-1.2M11.2 14.4a4 4 0 0 0 0-4.8M13.6 16.2a7 7 0 0 0 0-8.4" />
  </Icon>
);
export const EmojiIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M8.5 9.5v.6M15.5 9.5v.6M7.5 13.5a4.6 4.6 0 0 0 9 0Z" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M12 7.5v9M7.5 12h9" />
  </Icon>
);
export const AlbumIcon = () => (
  <Icon>
    <rect x="3" y="4" width="18" height="16" rx="2" />
    <circle cx="8.5" cy="9.5" r="1.6" />
    <path d="m3.5 18 5-5 3 3 4.5-5 4.5 5" />
  </Icon>
);
export const CameraIcon = () => (
  <Icon>
    <rect x="2.5" y="6" width="13" height="12" rx="2" />
    <path d="m15.5 11 6-3.5v9l-6-3.5" />
  </Icon>
);
export const PinIcon = () => (
  <Icon>
    <path d="M12 21.5s7-6.3 7-11.5a7 7 0 1 0-14 0c0 5.2 7 11.5 7 11.5Z" />
    <circle cx="12" cy="10" r="2.5" />
  </Icon>
);
export const ScanIcon = () => (
  <Icon>
    <path d="M4 8.5V5a1 1 0 0 1 1-1h3.5M15.5 4H19a1 1 0 0 1 1 1v3.5M20 15.5V19a1 1 0 0 1-1 1h-3.5M8.5 20H5a1 1 0 0 1-1-1v-3.5M3 12h18" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1" />
  </Icon>
);
export const CompassIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="m15.5 8.5-2 5-5 2 2-5Z" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon filled>
    <path d="M8 5.5v13l11-6.5Z" />
  </Icon>
);
export const MusicIcon = () => (
  <Icon>
    <path d="M9 18V6l10-2v12" />
    <circle cx="6.5" cy="18" r="2.5" />
    <circle cx="16.5" cy="16" r="2.5" />
  </Icon>
);
export const MiniProgramIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 14.5a2.2 2.2 0 1 1-2.2-2.2M12 9.5a2.2 2.2 0 1 1 2.2 2.2M12 9.5v5" />
  </Icon>
);
export const SplitIcon = () => (
  <Icon>
    <rect x="3.5" y="5" width="7" height="14" rx="1.5" />
    <rect x="13.5" y="5" width="7" height="14" rx="1.5" />
  </Icon>
);
export const ReloadIcon = () => (
  <Icon>
    <path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15" />
  </Icon>
);
export const AddPersonIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" stroke-width="2" />
  </Icon>
);

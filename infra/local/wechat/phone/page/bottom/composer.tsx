import { usePhone } from '../use-phone.ts';
import { FileSheet } from './file-sheet.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { LocationPicker } from './location-picker.tsx';
import { ScanDialog } from './scan-dialog.tsx';
import { VoiceDialog } from './voice-dialog.tsx';

/** What takes more than typing to send. */
export type ComposeKind = 'voice' | 'image' | 'video' | 'location' | 'gps' | 'link' | 'scan';

/** Asks for what such a message needs, and sends it. */
export const Composer = ({ kind, onClose }: { kind: ComposeKind; onClose: () => void }) => {
  const { say, scan } = usePhone();
  switch (kind) {
    case 'voice':
      return <VoiceDialog onSay={say} onClose={onClose} />;
    case 'image':
    case 'video':
      return <FileSheet kind={kind} onSay={say} onClose={onClose} />;
    case 'location':
      return (
        <LocationPicker
          title="位置"
          submit="发送"
          onPick={(place) => void say({ type: 'location', ...place })}
          onClose={onClose}
        />
      );
    case 'gps':
      return (
        <LocationPicker
          title="GPS 上报"
          submit="上报"
          onPick={({ latitude, longitude }) => void say({ type: 'gps', latitude, longitude, precision: 40 })}
          onClose={onClose}
        />
      );
    case 'link':
      return <LinkDialog onSay={say} onClose={onClose} />;
    case 'scan':
      return <ScanDialog title="扫一扫" label="场景值" onScan={(scene) => void scan(scene)} onClose={onClose} />;
  }
};

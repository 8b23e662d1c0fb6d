import { useRef } from 'preact/hooks';
import type { Say } from '../../../contract.ts';
import { ActionSheet } from '../parts/action-sheet.tsx';

interface FileSheetProps {
  kind: 'image' | 'video';
  onSay: (say: Say) => void;
  onClose: () => void;
}

const words = {
  image: { title: '相册', builtIn: '使用内置图片', file: '从电脑选择图片' },
  video: { title: '拍摄', builtIn: '使用内置视频', file: '从电脑选择视频' },
};

/** A picture or video: the built-in one, or a file. */
export const FileSheet = ({ kind, onSay, onClose }: FileSheetProps) => {
  const picker = useRef<HTMLInputElement>(null);
  const { title, builtIn, file } = words[kind];
  const send = async (chosen: File | undefined) => {
    if (chosen) onSay({ type: kind, data: await dataUrlOf(chosen) });
    onClose();
  };
  return (
    <>
      <input
        class="hidden"
        type="file"
        ref={picker}
        accept={`${kind}/*`}
        aria-label={file}
        data-testid={`${kind}-file`}
        onChange={(event) => void send(event.currentTarget.files?.[0])}
      />
      <ActionSheet
        label={title}
        onClose={onClose}
        actions={[
          { label: builtIn, testId: `${kind}-built-in`, onPick: () => onSay({ type: kind }) },
          { label: file, testId: `${kind}-pick`, keepsOpen: true, onPick: () => picker.current?.click() },
        ]}
      />
    </>
  );
};

const dataUrlOf = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

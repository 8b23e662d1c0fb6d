import { Sheet } from '../parts/sheet.tsx';

/** A picture over the whole screen; a tap closes it. */
export const ImageViewer = ({ url, onClose }: { url: string; onClose: () => void }) => (
  <Sheet label="图片" place="full" onClose={onClose} testId="image-viewer">
    <button type="button" class="image-viewer" aria-label="关闭图片" data-autofocus onClick={onClose}>
      <img src={url} alt="图片消息" />
    </button>
  </Sheet>
);

import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';

interface ScanDialogProps {
  title: string;
  label: string;
  onScan: (result: string) => void;
  onClose: () => void;
}

/** Stands in for the camera: what the code says is typed. */
export const ScanDialog = ({ title, label, onScan, onClose }: ScanDialogProps) => {
  const [result, setResult] = useState('');
  return (
    <Dialog title={title} submit="扫描" onSubmit={() => onScan(result)} onClose={onClose} testId="scan-dialog">
      <Field
        label={label}
        value={result}
        onInput={setResult}
        required
        placeholder="例如 poster-01"
        testId="scan-input"
      />
    </Dialog>
  );
};

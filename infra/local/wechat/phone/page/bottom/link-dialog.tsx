import { useState } from 'preact/hooks';
import type { Say } from '../../../contract.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';

/** A link that the follower shares into the chat. */
export const LinkDialog = ({ onSay, onClose }: { onSay: (say: Say) => void; onClose: () => void }) => {
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [url, setUrl] = useState('');
  return (
    <Dialog
      title="发链接"
      submit="发送"
      onSubmit={() => onSay({ type: 'link', title, description, url })}
      onClose={onClose}
      testId="link-dialog"
    >
      <Field label="标题" value={title} onInput={setTitle} required testId="link-title" />
      <Field label="描述" value={description} onInput={setDescription} testId="link-description" />
      <Field label="网址" type="url" value={url} onInput={setUrl} required placeholder="https://" testId="link-url" />
    </Dialog>
  );
};

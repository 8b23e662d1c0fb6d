import { useState } from 'preact/hooks';
import type { Say } from '../../../contract.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';

const wordsPerSecond = 4;
const longestSeconds = 60;
const guess = (text: string) => Math.min(longestSeconds, Math.max(1, Math.ceil([...text].length / wordsPerSecond)));

/** Stands in for the microphone: what is said is typed, and how long it took. */
export const VoiceDialog = ({ onSay, onClose }: { onSay: (say: Say) => void; onClose: () => void }) => {
  const [text, setText] = useState('');
  const [typedSeconds, setSeconds] = useState('');
  const [recognition, setRecognition] = useState(true);
  const seconds = Number(typedSeconds) || guess(text);
  const send = () => text.trim() && onSay({ type: 'voice', text: text.trim(), recognition, seconds });
  return (
    <Dialog title="发语音" submit="发送" onSubmit={send} onClose={onClose} testId="voice-dialog">
      <label class="field">
        <span>说的话</span>
        <textarea
          rows={3}
          value={text}
          required
          placeholder="例如：我家这个月电费多少"
          data-testid="voice-text"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Field
        label="秒数"
        type="number"
        value={typedSeconds}
        onInput={setSeconds}
        placeholder={String(guess(text))}
        testId="voice-seconds"
      />
      <label class="check">
        <input
          type="checkbox"
          checked={recognition}
          data-testid="voice-recognition"
          onChange={(event) => setRecognition(event.currentTarget.checked)}
        />
        <span>微信附上识别结果（Recognition）</span>
      </label>
    </Dialog>
  );
};

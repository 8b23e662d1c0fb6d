import { useState } from 'preact/hooks';
import { legible } from './legible.ts';

const thanksMs = 1500;

/** XML or JSON, indented, with a button that copies it as it was sent. */
export const CodeBlock = ({ label, text }: { label: string; text: string | undefined }) => {
  const [copied, setCopied] = useState(false);
  if (!text) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), thanksMs);
  };
  return (
    <figure class="code-block">
      <figcaption>
        <span>{label}</span>
        <button type="button" class="text-button" aria-label={`复制${label}`} onClick={() => void copy()}>
          {copied ? '已复制' : '复制'}
        </button>
      </figcaption>
      <pre>{legible(text)}</pre>
    </figure>
  );
};

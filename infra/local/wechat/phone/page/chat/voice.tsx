import { useEffect, useState } from 'preact/hooks';
import type { ChatMessage } from '../../../contract.ts';
import type { ContentOf } from './content.tsx';

/** A voice bubble, wider the longer it is, with its words below as 转文字 writes them. */
export const Voice = ({ voice, from }: { voice: ContentOf<'voice'>; from: ChatMessage['from'] }) => {
  const { playing, play } = usePlaying(voice);
  const width = `${72 + Math.min(voice.seconds, 60) * 2.4}px`;
  return (
    <div class="voice">
      <button
        type="button"
        class={`bubble voice-bubble ${playing ? 'playing' : ''}`}
        style={{ width }}
        aria-label={`播放语音，${voice.seconds}秒`}
        onClick={play}
      >
        <VoiceWaves />
        <span>{voice.seconds}″</span>
      </button>
      <VoiceWords voice={voice} from={from} />
    </div>
  );
};

const VoiceWords = ({ voice, from }: { voice: ContentOf<'voice'>; from: ChatMessage['from'] }) => {
  const words = voice.recognition || voice.said;
  if (!words) return null;
  const recognised = Boolean(voice.recognition) || from === 'account';
  return (
    <div class="voice-words">
      <p>{words}</p>
      <small>{recognised ? '✓ 转文字完成' : '微信未附识别结果'}</small>
    </div>
  );
};

const VoiceWaves = () => (
  <svg
    class="voice-waves"
    viewBox="0 0 16 20"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
  >
    <path d="M2.5 12.2a3 3 0 0 0 0-4.4" />
    <path d="M6.5 15a7 7 0 0 0 0-10" />
    <path d="M10.5 17.8a11 11 0 0 0 0-15.6" />
  </svg>
);

/** Plays the sound where there is one; otherwise only the sign moves, for as long as it would have. */
const usePlaying = (voice: ContentOf<'voice'>) => {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const sound = voice.url ? new Audio(voice.url) : undefined;
    void sound?.play().catch(() => undefined);
    const timer = setTimeout(() => setPlaying(false), voice.seconds * 1000);
    return () => {
      clearTimeout(timer);
      sound?.pause();
    };
  }, [playing, voice.url, voice.seconds]);
  return { playing, play: () => setPlaying(!playing) };
};

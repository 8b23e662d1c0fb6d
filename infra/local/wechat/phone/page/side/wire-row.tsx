import type { WireEntry } from '../../../contract.ts';
import { preciseTime } from '../times.ts';
import { CodeBlock } from './code-block.tsx';
import { hasFailed, titleOf } from './wire-title.ts';

/** One exchange: a line that opens into everything that was sent and answered. */
export const WireRow = ({ entry, nickname }: { entry: WireEntry; nickname: string | undefined }) => (
  <li class={`wire-row ${entry.direction} ${hasFailed(entry) ? 'has-failed' : ''}`} data-testid="wire-entry">
    <details>
      <summary>
        <span class="wire-line">
          <Arrow direction={entry.direction} />
          <b>{titleOf(entry)}</b>
          {(entry.attempt ?? 1) > 1 && <em class="wire-attempt">第 {entry.attempt} 次</em>}
          <Outcome entry={entry} />
        </span>
        <span class="wire-line wire-facts">
          <time>{preciseTime(entry.at)}</time>
          <code>
            {entry.method} {entry.path}
          </code>
          {nickname && <span>{nickname}</span>}
        </span>
        {entry.note && <span class="wire-note">{entry.note}</span>}
      </summary>
      <WireBodies entry={entry} />
    </details>
  </li>
);

const Arrow = ({ direction }: { direction: WireEntry['direction'] }) => (
  <span class="wire-arrow" role="img" aria-label={direction === 'to-account' ? '微信到账号' : '账号到微信'}>
    {direction === 'to-account' ? '→' : '←'}
  </span>
);

const Outcome = ({ entry }: { entry: WireEntry }) => (
  <span class="wire-outcome">
    {entry.status !== undefined && <span>{entry.status}</span>}
    {entry.elapsedMs !== undefined && <span>{Math.round(entry.elapsedMs)} ms</span>}
  </span>
);

const WireBodies = ({ entry }: { entry: WireEntry }) => (
  <div class="wire-bodies">
    <CodeBlock label="请求明文" text={entry.requestClear} />
    <CodeBlock label="应答明文" text={entry.responseClear} />
    <CodeBlock label="查询参数" text={entry.query && JSON.stringify(entry.query)} />
    <CodeBlock label="请求原文" text={entry.requestBody} />
    <CodeBlock label="应答原文" text={entry.responseBody} />
  </div>
);

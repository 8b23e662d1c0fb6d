import { useEffect, useState } from 'preact/hooks';
import type { RecordedCall } from '../../../contract.ts';
import { preciseTime } from '../times.ts';
import { useSimulation } from '../use-simulation.ts';
import { CodeBlock } from './code-block.tsx';

const shownCalls = 200;

/** The calls that the account made to WeChat, newest first. */
export const Calls = () => {
  const { server, act, simulation } = useSimulation();
  const [calls, setCalls] = useState<RecordedCall[]>([]);
  const latest = simulation.wire.at(-1)?.id;
  // A new entry on the wire is the sign that there may be a new call.
  useEffect(() => void act(server.calls().then(setCalls)), [latest]);
  if (calls.length === 0) return <p class="empty">账号还没有调用过微信接口。</p>;
  return (
    <ol class="wire-rows">
      {calls
        .slice(-shownCalls)
        .reverse()
        .map((call) => (
          <CallRow key={`${call.at} ${call.path}`} call={call} />
        ))}
    </ol>
  );
};

const CallRow = ({ call }: { call: RecordedCall }) => (
  <li class="wire-row to-wechat" data-testid="call">
    <details>
      <summary>
        <span class="wire-line">
          <b>{call.path}</b>
          <span class="wire-outcome">{call.status}</span>
        </span>
        <span class="wire-line wire-facts">
          <time>{preciseTime(call.at)}</time>
          <code>{call.method}</code>
        </span>
      </summary>
      <div class="wire-bodies">
        <CodeBlock label="参数" text={JSON.stringify(call.query)} />
        <CodeBlock label="请求" text={jsonOf(call.body)} />
        <CodeBlock label="应答" text={jsonOf(call.response)} />
      </div>
    </details>
  </li>
);

const jsonOf = (value: unknown) => (value === undefined || value === null ? undefined : JSON.stringify(value));

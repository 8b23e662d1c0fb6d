import { useState } from 'preact/hooks';
import { Calls } from './calls.tsx';
import { Tools } from './tools.tsx';
import { Wire } from './wire.tsx';

const views = [
  { name: 'wire', label: '线路', View: Wire },
  { name: 'calls', label: '调用', View: Calls },
  { name: 'tools', label: '时钟与故障', View: Tools },
] as const;

/** The developer's column: what went over the wire, the calls the account made, clock and faults. */
export const Inspector = () => {
  const [shown, show] = useState<(typeof views)[number]['name']>('wire');
  return (
    <aside class="column inspector" aria-label="开发者工具">
      <div class="column-head" role="tablist" aria-label="开发者工具">
        {views.map(({ name, label }) => (
          <button
            type="button"
            role="tab"
            key={name}
            aria-selected={shown === name}
            data-testid={`inspect-${name}`}
            onClick={() => show(name)}
          >
            {label}
          </button>
        ))}
      </div>
      {views.map(({ name, View }) => shown === name && <View key={name} />)}
    </aside>
  );
};

import { useEffect, useState } from 'preact/hooks';
import { Phones } from './phones.tsx';
import { FollowerList } from './side/follower-list.tsx';
import { Inspector } from './side/inspector.tsx';
import { useShown } from './use-shown.ts';
import { SimulationContext, useNewSimulation } from './use-simulation.ts';

const tabs = [
  { name: 'followers', label: '粉丝' },
  { name: 'phone', label: '手机' },
  { name: 'inspector', label: '线路' },
] as const;

/** Which of the three columns a narrow screen shows. */
export type Tab = (typeof tabs)[number]['name'];

/** The page: followers, phones, and what went over the wire. */
export const App = () => {
  const view = useNewSimulation();
  const shown = useShown(view);
  const [tab, setTab] = useState<Tab>('phone');
  const name = view.simulation.account?.name;
  useEffect(() => {
    if (name) document.title = `${name} · 微信模拟器`;
  }, [name]);
  return (
    <SimulationContext.Provider value={view}>
      <div class="app" data-tab={tab} data-crowded={shown.openids.length > 1}>
        <nav class="tabs" aria-label="视图">
          {tabs.map((each) => (
            <button
              type="button"
              key={each.name}
              data-testid={`tab-${each.name}`}
              aria-current={tab === each.name ? 'page' : undefined}
              onClick={() => setTab(each.name)}
            >
              {each.label}
            </button>
          ))}
        </nav>
        <FollowerList shown={shown} onPick={() => setTab('phone')} />
        <Phones shown={shown} onBack={() => setTab('followers')} />
        <Inspector />
        {view.refusal && (
          <output class="refusal" data-testid="refusal">
            {view.refusal}
          </output>
        )}
      </div>
    </SimulationContext.Provider>
  );
};

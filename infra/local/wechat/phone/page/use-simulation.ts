import { createContext } from 'preact';
import { useContext, useEffect, useReducer, useState } from 'preact/hooks';
import { createServer, type Server } from './server.ts';
import { advance, emptySimulation, type Happening, type Simulation, wireLimit } from './simulation.ts';

/** The simulator as every part of the page sees it. */
export interface SimulationView {
  simulation: Simulation;
  tell(happening: Happening): void;
  server: Server;
  /** Runs an act of the person in front of the page; a refusal is shown for some seconds. */
  act(promise: Promise<unknown>): Promise<void>;
  refusal: string | undefined;
}

/** Provided once by the page's root. */
export const SimulationContext = createContext<SimulationView | undefined>(undefined);

/** The simulator, in any part of the page. */
export const useSimulation = (): SimulationView => {
  const view = useContext(SimulationContext);
  if (!view) throw new Error('No simulation around this part of the page.');
  return view;
};

const eventKinds = ['chat', 'follower', 'wire', 'menu', 'clock', 'typing'] as const;
const refusalShownMs = 6000;

/** Makes the view and keeps it in step with the simulator's events. */
export const useNewSimulation = (): SimulationView => {
  const [simulation, tell] = useReducer<Simulation, Happening>(advance, emptySimulation);
  const [server] = useState(() => createServer((path, init) => fetch(path, init)));
  const [refusal, refuse] = useState<string>();
  useEffect(() => listen(server, tell), [server]);
  useEffect(() => {
    const timer = refusal ? setTimeout(() => refuse(undefined), refusalShownMs) : undefined;
    return () => clearTimeout(timer);
  }, [refusal]);
  const act = async (promise: Promise<unknown>) => {
    await promise.catch((error: unknown) => refuse(error instanceof Error ? error.message : String(error)));
  };
  return { simulation, tell, server, act, refusal };
};

/** Fetches everything each time the connection opens, since events may have been missed while it was closed. */
const listen = (server: Server, tell: (happening: Happening) => void) => {
  const source = new EventSource('/phone/events');
  source.onopen = () => {
    tell({ kind: 'connection', connected: true });
    void server.state().then((state) => tell({ kind: 'state-loaded', state }));
    void server.wire(wireLimit).then((entries) => tell({ kind: 'wire-loaded', entries }));
  };
  source.onerror = () => tell({ kind: 'connection', connected: false });
  for (const kind of eventKinds) {
    source.addEventListener(kind, (event) => tell({ ...JSON.parse(event.data), kind }));
  }
  return () => source.close();
};

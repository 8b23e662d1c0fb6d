import type { PhoneEvent } from './contract.ts';

type Listener = (event: PhoneEvent) => void;

/** Tells the open phone pages what happens. */
export interface Hub {
  publish(event: PhoneEvent): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void;
}

/** A hub without listeners. */
export const createHub = (): Hub => {
  const listeners = new Set<Listener>();
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

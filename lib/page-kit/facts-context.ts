import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageFacts } from './facts.ts';

/** Filled by the shell. */
export const FactsContext = createContext<PageFacts>({ organisation: '', telephone: '', demo: false });

/** Name and telephone of the organisation, and whether this is a demonstration. */
export const useFacts = (): PageFacts => useContext(FactsContext);

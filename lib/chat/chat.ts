import { createGuard } from '../guard/guard.ts';
import type { Ports, Service } from '../guard/service.ts';
import { createUses } from '../guard/uses.ts';
import type { Organisation } from '../platform/organisation.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { ChatDeps } from './answer.ts';
import { createVocabulary } from './vocabulary.ts';

/** The chat of an organisation: its vocabulary, its services, and the guard before them. */
export const openChat = (
  organisation: Organisation,
  services: ReadonlyMap<string, Service>,
  { bindings, pageUrl }: Pick<Ports, 'bindings' | 'pageUrl'>,
  { table, now }: Runtime,
): ChatDeps => ({
  organisation,
  vocabulary: createVocabulary(organisation),
  services,
  guard: createGuard({ uses: createUses(table), bindings, organisation }),
  pageUrl,
  now,
});

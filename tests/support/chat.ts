import type { ChatDeps } from '../../lib/chat/answer.ts';
import { createVocabulary } from '../../lib/chat/vocabulary.ts';
import type { Guard } from '../../lib/guard/guard.ts';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { guide } from '../../lib/services/guide/index.ts';
import { outlets } from '../../lib/services/outlets/index.ts';
import { person } from '../../lib/services/person/index.ts';
import type { Reply } from '../../lib/wechat/reply.ts';
import { aClock } from './clock.ts';

/** A guard that lets everyone pass. */
export const openGuard: Guard = { admit: async () => ({ kind: 'admitted' }) };

/** The chat of an organisation with the services that need nothing outside, on a Saturday morning; other topics answer by their own text. */
export const aChat = (organisation: Organisation, changes: Partial<ChatDeps> = {}): ChatDeps => ({
  organisation,
  vocabulary: createVocabulary(organisation),
  services: new Map([guide, outlets, person].map((service) => [service.name, service])),
  guard: openGuard,
  pageUrl: (path, query = {}) => `https://account.example${path}?${new URLSearchParams(query)}`,
  now: aClock(),
  ...changes,
});

/** The words of a text reply; of another, nothing. */
export const contentOf = (reply: Reply): string => (reply.type === 'text' ? reply.content : '');

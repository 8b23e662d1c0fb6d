import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../../../lib/guard/service.ts';
import { answerGuide } from '../../../../../lib/services/guide/chat.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aSaturdayMorning as now } from '../../../../support/clock.ts';
import { aFollower } from '../../../../support/followers.ts';
import { allOrganisations } from '../../../../support/organisations.ts';

const organisations = await allOrganisations();

describe.each(organisations.map((organisation) => [organisation.id, organisation] as const))(
  'the guide of %s',
  (_id, organisation) => {
    const { topics, menu, texts } = organisation.profile;
    const asked: Asked = { organisation, follower: aFollower(), topic: topics[0] as never, words: '', now };

    it('has whole lines alone, as many as one message holds', async () => {
      const content = contentOf(await answerGuide(asked));
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
      expect(content.startsWith(texts.guideIntro)).toBe(true);
      const all = new Set(topics.map(({ title, guide }) => `【${title}】${guide}`));
      for (const line of content.slice(texts.guideIntro.length + 1).split('\n')) expect(all).toContain(line);
    });

    it('names everything on the menu', async () => {
      const content = contentOf(await answerGuide(asked));
      const onMenu = new Set(menu.flatMap((button) => [button, ...(button.children ?? [])].map(({ topic }) => topic)));
      const missing = topics.filter(({ id, title }) => onMenu.has(id) && !content.includes(`【${title}】`));
      expect(missing.map(({ id }) => id)).toEqual([]);
    });
  },
);

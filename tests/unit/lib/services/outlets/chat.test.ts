import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../../../lib/guard/service.ts';
import { answerOutlets } from '../../../../../lib/services/outlets/chat.ts';
import { nearest } from '../../../../../lib/services/outlets/nearest.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aSaturdayMorning as now } from '../../../../support/clock.ts';
import { aFollower } from '../../../../support/followers.ts';
import { allOrganisations, anOrganisation } from '../../../../support/organisations.ts';

const power = await anOrganisation();
const organisations = await allOrganisations();
const topic = power.profile.topics.find(({ service }) => service === 'outlets') as Asked['topic'];
const asked = (changes: Partial<Asked> = {}): Asked => ({
  organisation: power,
  follower: aFollower(),
  topic,
  words: '',
  now,
  ...changes,
});
const [outlet] = power.outlets as [(typeof power.outlets)[number]];
const at = { latitude: outlet.latitude, longitude: outlet.longitude };

describe('the nearest outlets', () => {
  it('come nearest first, as far as they are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 18, max: 53, noNaN: true }),
        fc.double({ min: 74, max: 134, noNaN: true }),
        fc.nat(9),
        (latitude, longitude, count) => {
          const found = nearest(power.outlets, { latitude, longitude }, count);
          expect(found).toHaveLength(Math.min(count, power.outlets.length));
          const distances = found.map(({ metres }) => metres);
          expect(distances).toEqual(distances.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('are measured in metres along the earth', () => {
    const place = { latitude: outlet.latitude + 0.01, longitude: outlet.longitude };
    expect(nearest([outlet], place, 1)[0]?.metres).toBeGreaterThan(1100);
    expect(nearest([outlet], place, 1)[0]?.metres).toBeLessThan(1125);
    expect(nearest([outlet], at, 1)[0]?.metres).toBe(0);
    expect(nearest([], at, 3)).toEqual([]);
  });
});

describe('an answer about outlets', () => {
  it('to a place names three, with distance, hours, telephone and route', async () => {
    const content = contentOf(await answerOutlets(asked({ place: { ...at, label: '人民路' } })));
    expect(content).toContain('人民路');
    expect(content).toContain(`1. ${outlet.name}（0米）`);
    expect(content).toContain(outlet.telephone);
    expect(content.match(/<a href="https:\/\/apis\.map\.qq\.com\/[^"<> ]+">/g)).toHaveLength(3);
  });

  it('says kilometres beyond a thousand metres', async () => {
    const place = { latitude: outlet.latitude + 0.05, longitude: outlet.longitude, label: '' };
    expect(contentOf(await answerOutlets(asked({ place })))).toMatch(/（\d+\.\d公里）/);
  });

  it('takes the place that the phone reported within ten minutes', async () => {
    const reported = (ago: number) =>
      answerOutlets(asked({ follower: aFollower({ lastPlace: { ...at, at: now - ago } }) }));
    expect(contentOf(await reported(599_999))).toContain(`1. ${outlet.name}`);
    expect(contentOf(await reported(600_000))).toBe(topic.answer);
  });

  it('without a place is the topic’s own, which asks for one', async () => {
    expect(contentOf(await answerOutlets(asked()))).toBe(topic.answer);
  });

  it('where none are known gives the telephone', async () => {
    const none = { ...power, outlets: [] };
    expect(contentOf(await answerOutlets(asked({ organisation: none, place: { ...at, label: '' } })))).toContain(
      power.profile.telephone,
    );
  });

  it.each(organisations.map((organisation) => [organisation.id, organisation] as const))(
    'of %s fits into one message everywhere, whatever the place is called',
    async (_id, organisation) => {
      for (const { latitude, longitude } of organisation.outlets) {
        const place = { latitude, longitude, label: '很长的地名'.repeat(100) };
        const content = contentOf(await answerOutlets(asked({ organisation, place })));
        expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
      }
    },
  );
});

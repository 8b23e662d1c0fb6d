import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../../../lib/guard/service.ts';
import { answerPerson } from '../../../../../lib/services/person/chat.ts';
import { isOpen } from '../../../../../lib/services/person/office-hours.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFollower } from '../../../../support/followers.ts';
import { anOrganisation, withProfile } from '../../../../support/organisations.ts';

const hours = {
  officeHours: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '14:00', to: '17:30' },
    { days: [6], from: '09:30', to: '11:30' },
  ],
  holidays: ['2026-10-01'],
  workdays: ['2026-10-10', '2026-10-11'],
};
const at = (time: string) => Date.parse(`${time}:00+08:00`);

describe('office hours', () => {
  it.each([
    ['2026-05-15T08:59', false, 'before opening'],
    ['2026-05-15T09:00', true, 'at opening'],
    ['2026-05-15T11:59', true, 'before the pause'],
    ['2026-05-15T12:00', false, 'in the pause'],
    ['2026-05-15T14:00', true, 'after the pause'],
    ['2026-05-15T17:30', false, 'at closing'],
    ['2026-05-16T10:00', true, 'on a Saturday by its own hours'],
    ['2026-05-16T14:30', false, 'on a Saturday afternoon'],
    ['2026-05-17T10:00', false, 'on a Sunday'],
    ['2026-10-01T10:00', false, 'on a holiday'],
    ['2026-10-02T10:00', true, 'on the day after'],
    ['2026-10-10T15:00', true, 'on a working Saturday by a Friday’s hours'],
    ['2026-10-11T10:00', true, 'on a working Sunday'],
    ['2026-10-11T12:30', false, 'in the pause of a working Sunday'],
  ])('at %s are open: %s (%s)', (time, open) => {
    expect(isOpen(hours, at(time))).toBe(open);
  });

  it('need no list of holidays', () => {
    expect(isOpen({ officeHours: hours.officeHours }, at('2026-10-01T10:00'))).toBe(true);
  });
});

describe('the way to a person', () => {
  it('has the words for now, with telephone and hours', async () => {
    const organisation = withProfile(await anOrganisation(), hours);
    const { telephone, officeHoursText } = organisation.profile;
    const asked = (time: string): Asked => ({
      organisation,
      follower: aFollower(),
      topic: organisation.profile.topics[0] as never,
      words: '',
      now: at(time),
    });
    const [open, closed] = [
      contentOf(await answerPerson(asked('2026-05-15T10:00'))),
      contentOf(await answerPerson(asked('2026-05-15T20:00'))),
    ];
    expect(open).not.toBe(closed);
    for (const words of [open, closed]) expect(words).toContain(telephone);
    expect(closed).toContain(officeHoursText);
  });
});

import type { Asked } from '../../guard/service.ts';
import { fill } from '../../platform/wording.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { isOpen } from './office-hours.ts';

/** Telephone and hours, in the words for now: somebody is there, or will be. */
export const answerPerson = async ({ organisation, now }: Asked): Promise<Reply> => {
  const { texts, telephone, officeHoursText } = organisation.profile;
  const text = isOpen(organisation.profile, now) ? texts.personOpen : texts.personClosed;
  return textReply(fill(text, { telephone, hours: officeHoursText }));
};

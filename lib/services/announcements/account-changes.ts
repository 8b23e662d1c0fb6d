import { type Announced, pastInstant, tellHolders } from './announce.ts';
import { notOffered } from './faults.ts';
import type { AccountChange } from './model.ts';
import type { AnnouncementPorts, Asking } from './ports.ts';
import { maskNumber, momentInWords, plainYuan } from './wording.ts';

/** They say somebody's amounts: kept as long as the open door knows a repeated request, and receipts and text messages need. */
const keptDays = 7;

const moneyMarks = (change: AccountChange): Record<string, string> =>
  change.about === 'money' ? { amount: plainYuan(change.amountFen), balance: plainYuan(change.balanceFen) } : {};

/**
 * Tells the holders of an account that money came or went, or that data were changed (账户变动, 资料变更): masked, in the urgent lane, within seconds, and forgotten
 * seven days later.
 * Throws `BadFields`; `AppError('not_offered', 'reject')` where the profile has no such announcements.
 */
export const announceAccountChange = async (
  ports: AnnouncementPorts,
  change: AccountChange,
  asking: Asking,
): Promise<Announced> => {
  const announcement = ports.organisation.profile.announcements?.[change.about];
  if (announcement === undefined) return notOffered(change.about);
  const marks = {
    account: maskNumber(change.account),
    change: change.change,
    at: momentInWords(pastInstant(ports, change.at)),
    remark: change.remark ?? announcement.remark ?? '',
    ...moneyMarks(change),
  };
  return tellHolders(ports, announcement, {
    what: 'account-change',
    account: change.account,
    marks,
    keptDays,
    ...asking,
  });
};

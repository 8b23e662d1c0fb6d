import type { Consent, Consents } from '../../followers/consents.ts';
import { noteRelation, type RelationDeps } from '../../followers/relation.ts';
import { type Key, keys, pseudonym } from '../../platform/keys.ts';
import { expiry } from '../../platform/table.ts';
import type { Incoming } from '../../wechat/incoming.ts';
import { elementsAt, firstText, isJobEvent, type JobEvent } from './receipt.ts';

/** What events that are no deliveries need. */
export interface EventDeps extends RelationDeps {
  consents: Pick<Consents, 'record'>;
}

/** They are of use while their job is looked at. */
const keptMs = 30 * 24 * 3_600_000;

/** What an event is about: the id of a job; the moment, for the account's own affairs. */
const idOf = ({ event, fields, openid, createTime }: JobEvent): string => {
  const published = elementsAt(fields, 'PublishEventInfo')[0];
  const id = firstText(fields, 'MsgID') || firstText(published, 'publish_id');
  return id === '' ? `${openid}#${createTime}#${event}` : id;
};

/** An event as it is stored, under a key of its own, so that a repeated one changes nothing. */
export const eventItem = (incoming: JobEvent, now: number): Key & Record<string, unknown> => ({
  ...keys.receipt(incoming.event, idOf(incoming)),
  event: incoming.event,
  follower: pseudonym(incoming.openid),
  at: incoming.createTime * 1000,
  fields: incoming.fields,
  expiresAt: expiry(now + keptMs),
});

const consentLists: Partial<Record<JobEvent['event'], { path: string[]; channel: string }>> = {
  subscribe_msg_popup_event: { path: ['SubscribeMsgPopupEvent', 'List'], channel: 'popup' },
  subscribe_msg_change_event: { path: ['SubscribeMsgChangeEvent', 'List'], channel: 'settings' },
};

/** What the follower said of each template (订阅通知事件). */
const consentsIn = ({ event, fields, openid, createTime }: JobEvent): Consent[] => {
  const list = consentLists[event];
  if (list === undefined) return [];
  return elementsAt(fields, ...list.path).map((entry) => ({
    openid,
    purpose: `template:${firstText(entry, 'TemplateId')}`,
    given: firstText(entry, 'SubscribeStatusString') === 'accept',
    at: createTime * 1000,
    channel: list.channel,
  }));
};

/** Events that tell the operator something about the account itself. */
const standing = /^(qualification_verify|naming_verify|annual_renew|verify_expired)/;

/** What an event does beside being stored: consents, comings and goings, a word to the operator about the account's standing. Repeatable. */
export const takeEvent = async (deps: EventDeps, incoming: Incoming): Promise<void> => {
  await noteRelation(deps, incoming);
  if (!isJobEvent(incoming)) return;
  for (const consent of consentsIn(incoming)) await deps.consents.record(consent);
  if (standing.test(incoming.event)) deps.log.warn('account_standing', { kind: incoming.event });
};

import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Template } from '../../platform/profile/notices.ts';
import { TencentCloudNetworkError } from '../../tencent-cloud/errors.ts';
import type { Sms } from '../../tencent-cloud/sms.ts';
import { smsParameters } from '../channels/preview.ts';
import type { Notice } from '../model.ts';
import type { Delivery, Segment, SmsCode } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { TextConsents } from './consent.ts';

/** What text messages in place of a notice need. */
export interface TextMessageDeps {
  segments: Pick<SegmentStore, 'get' | 'record'>;
  consents: TextConsents;
  sms: () => Promise<Sms>;
  templates: Readonly<Record<string, Template>>;
  log: Log;
}

/** What became of a segment: all settled; `paced`, some must wait for the operator's pace or the end of their quiet hours; `stopped`, the account itself is at fault, and nothing goes. */
export type TextsOutcome = 'settled' | 'paced' | 'stopped';

/** Text messages in place of a notice, at most one to each of its recipients. */
export interface TextMessages {
  /**
   * Sends to those of a segment whom `wanted` names and nobody has been looked at for yet. A person is claimed before the message goes: there is no id to
   * send it by, so who was claimed when a process died is never tried again, and stands as claimed.
   */
  send(
    notice: Pick<Notice, 'template' | 'fields' | 'audience' | 'lane' | 'id'>,
    segment: Segment,
    wanted: (delivery: Delivery) => boolean,
  ): Promise<TextsOutcome>;
}

/** People claimed at once, and so many at most whom a crash leaves in doubt. */
const groupSize = 8;
const tries = 8;

type SmsTemplate = NonNullable<Template['sms']>;

/** Writes codes of text messages into the segment as it is now, for those whom `from` still lets; undefined when the segment is gone. */
const mark = async (
  segments: Pick<SegmentStore, 'get' | 'record'>,
  first: Segment,
  from: SmsCode,
  codes: ReadonlyMap<string, SmsCode>,
): Promise<{ segment: Segment; marked: Set<string> }> => {
  let segment = first;
  for (let round = 0; round < tries; round += 1) {
    const isMarked = ({ openid, sms }: Delivery) => sms === from && codes.has(openid);
    const marked = new Set(segment.deliveries.filter(isMarked).map(({ openid }) => openid));
    if (marked.size === 0) return { segment, marked };
    const deliveries = segment.deliveries.map((delivery) =>
      isMarked(delivery) ? { ...delivery, sms: codes.get(delivery.openid) ?? from } : delivery,
    );
    const recorded = await segments.record(segment, deliveries);
    if (recorded !== undefined) return { segment: recorded, marked };
    segment = (await segments.get(segment.noticeId, segment.shard, segment.number)) ?? segment;
  }
  throw new AppError('table_busy', 'retry', 'a segment is being written again and again');
};

interface Sent {
  /** ` ` once more where it is certain that nothing went, and it may go later. */
  code: SmsCode;
  outcome: TextsOutcome;
}

const sendOne = async (
  { sms, log }: TextMessageDeps,
  notice: Pick<Notice, 'id' | 'fields'>,
  template: SmsTemplate,
  phone: string,
): Promise<Sent> => {
  try {
    const parameters = smsParameters(template, notice.fields);
    const { kind } = await (await sms()).send({ phone, templateId: template.templateId, parameters });
    if (kind === 'paced') return { code: ' ', outcome: 'paced' };
    return { code: kind === 'sent' ? 's' : 'e', outcome: 'settled' };
  } catch (error) {
    log.error('notice_text_failed', { notice: notice.id, reason: describeError(error).code });
    if (error instanceof TencentCloudNetworkError) return { code: 'p', outcome: 'settled' };
    return { code: ' ', outcome: 'stopped' };
  }
};

const worst = (outcomes: readonly TextsOutcome[]): TextsOutcome =>
  outcomes.find((outcome) => outcome === 'stopped') ?? outcomes.find((outcome) => outcome === 'paced') ?? 'settled';

/** Claims a group, sends, writes what came of it. */
const sendGroup = async (
  deps: TextMessageDeps,
  notice: Pick<Notice, 'id' | 'fields'>,
  template: SmsTemplate,
  segment: Segment,
  phones: readonly [openid: string, phone: string][],
): Promise<{ segment: Segment; outcome: TextsOutcome }> => {
  const claims = new Map(phones.map(([openid]): [string, SmsCode] => [openid, 'p']));
  const claimed = await mark(deps.segments, segment, ' ', claims);
  const mine = phones.filter(([openid]) => claimed.marked.has(openid));
  const sent = await Promise.all(mine.map(([, phone]) => sendOne(deps, notice, template, phone)));
  const codes = mine.map(([openid], place): [string, SmsCode] => [openid, sent[place]?.code ?? 'p']);
  const known = new Map(codes.filter(([, code]) => code !== 'p'));
  const { segment: after } = await mark(deps.segments, claimed.segment, 'p', known);
  return { segment: after, outcome: worst(sent.map(({ outcome }) => outcome)) };
};

/** Text messages by Tencent Cloud (短信), to proved phones of people who agreed. */
export const createTextMessages = (deps: TextMessageDeps): TextMessages => ({
  send: async (notice, first, wanted) => {
    const template = deps.templates[notice.template]?.sms;
    const people = first.deliveries.filter((delivery) => delivery.sms === ' ' && wanted(delivery));
    if (!template?.templateId || people.length === 0) return 'settled';
    const openids = people.map(({ openid }) => openid);
    const { phones, asleep } = await deps.consents.phonesOf(notice, openids);
    const without = openids.filter((openid) => !phones.has(openid) && !asleep.has(openid));
    const none = new Map(without.map((openid): [string, SmsCode] => [openid, '-']));
    let { segment } = await mark(deps.segments, first, ' ', none);
    const left = [...phones];
    let outcome: TextsOutcome = asleep.size > 0 ? 'paced' : 'settled';
    while (left.length > 0 && outcome !== 'stopped') {
      const sent = await sendGroup(deps, notice, template, segment, left.splice(0, groupSize));
      segment = sent.segment;
      outcome = worst([outcome, sent.outcome]);
    }
    return outcome;
  },
});

import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../../../lib/followers/notice-preferences.ts';
import { createBelonging } from '../../../../../lib/notices/audience/belonging.ts';
import { createTextConsents } from '../../../../../lib/notices/fallback/consent.ts';
import { createFallBack } from '../../../../../lib/notices/fallback/fall-back.ts';
import { createTextMessages } from '../../../../../lib/notices/fallback/text-messages.ts';
import type { Notice } from '../../../../../lib/notices/model.ts';
import type { DeliveryCode } from '../../../../../lib/notices/segment.ts';
import type { SegmentStore } from '../../../../../lib/notices/segments.ts';
import { AppError } from '../../../../../lib/platform/errors.ts';
import { keys } from '../../../../../lib/platform/keys.ts';
import { TencentCloudNetworkError } from '../../../../../lib/tencent-cloud/errors.ts';
import type { SmsOutcome } from '../../../../../lib/tencent-cloud/sms.ts';
import { aClock } from '../../../../support/clock.ts';
import { aLog } from '../../../../support/log.ts';
import { putItem, useTable } from '../../../../support/table.ts';
import { aNotice, aPush, aTemplate } from '../receipts/a-push.ts';

const table = useTable();
const now = aClock();
let number = 0;

interface Setting {
  codes: Record<string, DeliveryCode>;
  /** Who agreed to text messages. */
  agreed?: string[];
  gone?: string[];
  /** Who switched the notice off, and who is quiet all day long. */
  off?: string[];
  quiet?: string[];
  unread?: string[];
  answer?: (phone: string) => SmsOutcome | Promise<SmsOutcome>;
  notice?: Partial<Notice>;
  /** Dies at the n-th write of a segment, before it or after it. */
  dieAt?: { write: number; when: 'before' | 'after' };
}

/** Segments whose writer dies at one write. */
const dying = (segments: SegmentStore, { dieAt }: Setting): Pick<SegmentStore, 'get' | 'record' | 'stream'> => {
  let writes = 0;
  const record: SegmentStore['record'] = async (...given) => {
    const dies = writes++ === dieAt?.write;
    if (dies && dieAt?.when === 'before') throw new Error('killed');
    const recorded = await segments.record(...given);
    if (dies) throw new Error('killed');
    return recorded;
  };
  return { get: segments.get, stream: segments.stream, record };
};

const aFallBack = async (setting: Setting) => {
  const {
    codes,
    agreed = Object.keys(codes),
    gone = [],
    off = [],
    quiet = [],
    unread = [],
    answer = () => ({ kind: 'sent' as const }),
  } = setting;
  const id = `f${number++}`;
  const notice = aNotice(now(), { id, ...setting.notice });
  const push = aPush(table, now, notice);
  await push.segments.create(id, 0, 0, Object.keys(codes).sort(), true);
  await push.claim();
  await push.sent((openid) => ({ code: codes[openid] ?? '.' }));
  const sent: { phone: string; templateId: string; parameters: string[] }[] = [];
  const due: string[] = [];
  const recorded = aLog();
  const open = (segments: Pick<SegmentStore, 'get' | 'record' | 'stream'>) => {
    const texts = createTextMessages({
      segments,
      consents: createTextConsents({
        belonging: createBelonging(table, { get: async () => notice }),
        preferences: {
          ofMany: async (openids) =>
            new Map(
              openids.map((openid) => [
                openid,
                {
                  following: !gone.includes(openid),
                  tier: 'registered' as const,
                  preferences: {
                    ...defaultPreferences,
                    sms: agreed.includes(openid),
                    off: off.includes(openid) ? ['outages'] : [],
                    ...(quiet.includes(openid) ? { quiet: { from: '08:00', to: '20:00' } } : {}),
                  },
                },
              ]),
            ),
        },
        proofs: {
          phoneOf: async (openid) => (openid.startsWith('oNoPhone') ? undefined : `1380000${openid.slice(-4)}`),
        },
        choiceOf: () => 'outages',
        now,
      }),
      sms: async () => ({
        send: async (message) => {
          sent.push(message);
          return answer(message.phone);
        },
      }),
      templates: { card: aTemplate() },
      log: recorded.log,
    });
    const fallBack = createFallBack({
      ...{ notices: { get: async () => ({ ...notice }) }, segments, texts, now, log: recorded.log },
      rules: { quietHours: { from: '22:00', to: '07:00' } },
      readings: {
        unread: async function* (_id, deliveries) {
          for await (const delivery of deliveries) if (unread.includes(delivery.openid)) yield delivery;
        },
      },
      queues: { fallBack: async () => void due.push('queued') },
      due: { put: async (at, _id, job) => void due.push(`${job.do} in ${Math.ceil((at - now()) / 60_000)} min`) },
    });
    return (remainingMs = 120_000) => fallBack(id, 0, () => remainingMs);
  };
  /** A further segment whose people are all blocked. */
  const claimed = async (segmentNumber: number) => {
    await push.claim(0, segmentNumber);
    await push.sent(() => ({ code: 'b' }), 0, segmentNumber);
  };
  const texts = async () => Object.fromEntries((await push.deliveries()).map(({ openid, sms }) => [openid, sms]));
  return {
    ...push,
    notice,
    claimed,
    sent,
    due,
    recorded,
    texts,
    run: open(push.segments),
    runAndDie: open(dying(push.segments, setting)),
  };
};

describe('a text message in place of a notice', () => {
  it('goes to those whom WeChat could not reach, and to nobody else', async () => {
    const setting = await aFallBack({
      codes: {
        o0001: 'b',
        o0002: 'f',
        o0003: 'r',
        o0004: 'x',
        o0005: 'n',
        o0006: 'd',
        o0007: 'a',
        o0008: 'o',
        o0009: 'u',
      },
    });
    await setting.run();
    expect(setting.sent.map(({ phone }) => phone)).toEqual([
      '13800000001',
      '13800000002',
      '13800000003',
      '13800000004',
      '13800000005',
    ]);
    expect(setting.sent[0]).toMatchObject({ templateId: '100002', parameters: ['中山路'] });
    const { o0006, o0007, o0008, o0009, ...texts } = await setting.texts();
    expect(Object.values(texts)).toEqual(['s', 's', 's', 's', 's']);
    expect([o0006, o0007, o0008, o0009]).toEqual([' ', ' ', ' ', ' ']);
  });

  it('needs consent, a proved phone and somebody who follows', async () => {
    const codes = { o0001: 'b', oGone: 'n', oNoPhone: 'b', oSilent: 'b' } as const;
    const setting = await aFallBack({ codes, agreed: ['o0001', 'oGone', 'oNoPhone'], gone: ['oGone'] });
    await setting.run();
    expect(setting.sent).toHaveLength(1);
    expect(await setting.texts()).toEqual({ o0001: 's', oGone: '-', oNoPhone: '-', oSilent: '-' });
  });

  it('needs no other consent from members who gave it when they joined the group', async () => {
    await putItem(table, { ...keys.groupMember('g1', 'o0001'), state: 'member', smsConsent: true });
    await putItem(table, { ...keys.groupMember('g1', 'o0002'), state: 'member' });
    const notice: Partial<Notice> = { audience: { of: 'group', groupId: 'g1' } };
    const setting = await aFallBack({ codes: { o0001: 'r', o0002: 'r' }, agreed: [], notice });
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's', o0002: '-' });
  });

  it('goes to nobody who left the notice’s group or was taken out of it, whatever they agreed to', async () => {
    await putItem(table, { ...keys.groupMember('g2', 'o0001'), state: 'member', smsConsent: true });
    await putItem(table, { ...keys.groupMember('g2', 'o0002'), state: 'rejected', smsConsent: true });
    const notice: Partial<Notice> = { audience: { of: 'group', groupId: 'g2' } };
    const setting = await aFallBack({ codes: { o0001: 'r', o0002: 'r', o0003: 'r' }, notice });
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's', o0002: '-', o0003: '-' });
  });

  it('waits for the end of the organisation’s quiet hours, and of the person’s own', async () => {
    const morning = now();
    const setting = await aFallBack({ codes: { o0001: 'b', o0002: 'r' }, quiet: ['o0002'] });
    now.set(Date.parse('2026-05-16T22:30:00+08:00'));
    await setting.run();
    expect([setting.sent, setting.due]).toEqual([[], ['fall-back in 510 min']]);
    now.set(Date.parse('2026-05-17T08:30:00+08:00'));
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's', o0002: ' ' });
    expect(setting.due).toHaveLength(2);
    now.set(Date.parse('2026-05-17T20:30:00+08:00'));
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's', o0002: 's' });
    now.set(morning);
  });

  it('of an urgent notice waits for neither', async () => {
    const morning = now();
    const notice: Partial<Notice> = { lane: 'urgent' };
    const setting = await aFallBack({ codes: { o0001: 'b', o0002: 'b' }, quiet: ['o0001'], notice });
    now.set(Date.parse('2026-05-16T22:30:00+08:00'));
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's', o0002: 's' });
    now.set(morning);
  });

  it('does not go to who switched such notices off meanwhile', async () => {
    const setting = await aFallBack({ codes: { o0001: 'r', o0002: 'r' }, off: ['o0002'] });
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's', o0002: '-' });
  });

  it('ends within a second of a stop, in the middle of a shard', async () => {
    const people = (from: number) => Array.from({ length: 4 }, (_, place) => `o${from + place}`);
    const codes = Object.fromEntries(people(1000).map((openid) => [openid, 'b' as const]));
    const setting: Awaited<ReturnType<typeof aFallBack>> = await aFallBack({
      codes,
      agreed: [...people(1000), ...people(2000)],
      answer: () => {
        setting.notice.state = 'stopped';
        now.advance(300);
        return { kind: 'sent' };
      },
    });
    await setting.segments.create(setting.notice.id, 0, 1, people(2000), true);
    await setting.claimed(1);
    await setting.run();
    expect(setting.sent).toHaveLength(4);
  });

  it('goes once, however often it is asked for and by how many at once', async () => {
    const codes = Object.fromEntries(Array.from({ length: 30 }, (_, place) => [`o${1000 + place}`, 'b' as const]));
    const setting = await aFallBack({ codes });
    await Promise.all([setting.run(), setting.run(), setting.run()]);
    await setting.run();
    expect(setting.sent).toHaveLength(30);
    expect(await setting.tallies.sum(`f${number - 1}`)).toEqual({ b: 30, 'sms:s': 30 });
  });

  it.each([0, 1, 2, 3, 4].flatMap((write) => (['before', 'after'] as const).map((when) => ({ write, when }))))(
    'never goes twice when the process dies $when write $write',
    async (dieAt) => {
      const codes = Object.fromEntries(Array.from({ length: 18 }, (_, place) => [`o${1000 + place}`, 'b' as const]));
      const setting = await aFallBack({ codes: { ...codes, oNoPhone: 'b' }, dieAt });
      await setting.runAndDie().catch(() => undefined);
      await setting.run();
      await setting.run();
      const phones = setting.sent.map(({ phone }) => phone);
      expect(phones).toHaveLength(new Set(phones).size);
      const texts = Object.values(await setting.texts());
      const doubtful = texts.filter((code) => code === 'p').length;
      expect(doubtful).toBeLessThanOrEqual(8);
      expect(texts.filter((code) => code === 's').length + doubtful).toBe(18);
    },
  );

  it('that the operator puts off goes later', async () => {
    let outcome: SmsOutcome = { kind: 'paced' };
    const setting = await aFallBack({ codes: { o0001: 'b' }, answer: () => outcome });
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: ' ' });
    expect(setting.due).toEqual([expect.stringMatching(/^fall-back in \d+ min$/)]);
    outcome = { kind: 'sent' };
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 's' });
  });

  it('that never arrives at a number has failed', async () => {
    const setting = await aFallBack({
      codes: { o0001: 'b' },
      answer: () => ({ kind: 'unreachable', reason: 'blacklist' }),
    });
    await setting.run();
    expect(await setting.texts()).toEqual({ o0001: 'e' });
  });

  it('without an answer stays claimed', async () => {
    const answer = () => {
      throw new TencentCloudNetworkError('SendSms', 'timeout', 'none');
    };
    const setting = await aFallBack({ codes: { o0001: 'b' }, answer });
    await setting.run();
    await setting.run();
    expect(setting.sent).toHaveLength(1);
    expect(await setting.texts()).toEqual({ o0001: 'p' });
  });

  it('stops for all when the account is at fault, and goes later', async () => {
    let isMended = false;
    const answer = (): SmsOutcome => {
      if (isMended) return { kind: 'sent' };
      throw new AppError('FailedOperation.InsufficientBalanceInSmsPackage', 'give-up', 'no balance');
    };
    const codes = Object.fromEntries(Array.from({ length: 30 }, (_, place) => [`o${1000 + place}`, 'b' as const]));
    const setting = await aFallBack({ codes, answer });
    await setting.run();
    expect(setting.sent.length).toBeLessThanOrEqual(8);
    expect(setting.recorded.find('notice_text_failed')).toMatchObject({
      reason: 'FailedOperation.InsufficientBalanceInSmsPackage',
    });
    isMended = true;
    await setting.run();
    expect(new Set(Object.values(await setting.texts()))).toEqual(new Set(['s']));
  });

  it('is queued again when there is no time left', async () => {
    const setting = await aFallBack({ codes: { o0001: 'b' } });
    await setting.run(1000);
    expect([setting.sent, setting.due]).toEqual([[], ['queued']]);
  });

  it.each(['stopped', 'cancelled'] as const)('does not go while the notice is %s', async (state) => {
    const setting = await aFallBack({ codes: { o0001: 'b' }, notice: { state } });
    await setting.run();
    expect(setting.sent).toEqual([]);
  });

  it('is not for who has unbound what the notice is about', async () => {
    const held = { kind: 'bank-card', ids: { o0001: 'b1' } };
    const audience: Notice['audience'] = { of: 'people', openids: ['o0001'], held };
    const setting = await aFallBack({ codes: { o0001: 'b' }, notice: { audience } });
    await setting.run();
    expect([setting.sent, await setting.texts()]).toEqual([[], { o0001: '-' }]);
  });

  it('is no help when what it says is over', async () => {
    const setting = await aFallBack({ codes: { o0001: 'b' }, notice: { until: now() } });
    await setting.run();
    expect(setting.sent).toEqual([]);
  });

  it('is no help after two days', async () => {
    const setting = await aFallBack({ codes: { o0001: 'b' }, notice: { startedAt: now() - 49 * 3_600_000 } });
    await setting.run();
    expect(setting.sent).toEqual([]);
  });

  it('leaves no phone in the log', async () => {
    const setting = await aFallBack({ codes: { o0001: 'b' }, answer: () => ({ kind: 'paced' }) });
    await setting.run();
    expect(setting.recorded.lines.join()).not.toMatch(/1380000|o0001/);
  });
});

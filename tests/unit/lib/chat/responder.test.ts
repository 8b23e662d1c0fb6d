import { describe, expect, it } from 'vitest';
import type { FollowerEvent } from '../../../../lib/callback/answering.ts';
import { type Answer, apologyOf } from '../../../../lib/chat/answer.ts';
import type { LateAnswer } from '../../../../lib/chat/late-delivery.ts';
import { createResponder, type ResponderDeps } from '../../../../lib/chat/responder.ts';
import type { Follower, KeptAnswer, MenuPosition } from '../../../../lib/followers/follower.ts';
import { noReply, textReply } from '../../../../lib/wechat/reply.ts';
import { contentOf } from '../../../support/chat.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { aFollower } from '../../../support/followers.ts';
import { aFollowerEvent } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { anOrganisation } from '../../../support/organisations.ts';
import { aTextXml, messagePayloads } from '../../../support/payloads.ts';

const organisation = await anOrganisation();
const bill = textReply('电费 86.20 元');
const hour = 3_600_000;
const forever = new Promise<never>(() => {});

const aSetting = (changes: Partial<ResponderDeps> = {}) => {
  const done = {
    late: [] as LateAnswer[],
    moves: [] as (MenuPosition | undefined)[],
    dropped: [] as KeptAnswer[][],
    stored: [] as unknown[],
  };
  const recorded = aLog();
  const deps: ResponderDeps = {
    organisation,
    claims: {
      answer: async (_identity, reply) => {
        done.stored.push(reply);
        return true;
      },
    },
    followers: { moveTo: async (_openid, position) => void done.moves.push(position) },
    keptAnswers: { drop: async (_openid, shown) => void done.dropped.push(shown) },
    lateDelivery: async (_openid, late) => void done.late.push(late),
    patienceMs: 25_000,
    now: () => now,
    sleep: () => forever,
    log: recorded.log,
    ...changes,
  };
  return {
    ...done,
    recorded,
    respond: (answer: Answer | Error, event: FollowerEvent) =>
      createResponder(deps, () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)))(event),
    deps,
  };
};
const late = { claims: { answer: async () => false } };
const asking = (changes: Partial<Follower> = {}, words = '电费') => aFollowerEvent(aTextXml(words), aFollower(changes));
const kept = (id: string, content = `${id}号答复`, at = now - hour): KeptAnswer => ({
  id,
  question: `问题${id}`,
  content,
  at,
});

describe('an answer in time', () => {
  it('is stored and returned, and nothing is sent', async () => {
    const setting = aSetting();
    expect(await setting.respond({ reply: bill }, asking())).toEqual(bill);
    expect([setting.stored, setting.late, setting.moves, setting.dropped]).toEqual([[bill], [], [], []]);
  });

  it('notes where the follower then stands in the menu', async () => {
    const setting = aSetting();
    await setting.respond({ reply: bill, path: [2] }, asking());
    await setting.respond({ reply: bill, path: [] }, asking());
    await setting.respond({ reply: bill, path: [] }, asking({ menuPosition: { path: [2], at: now } }));
    expect(setting.moves).toEqual([
      { path: [2], at: now },
      { path: [], at: now },
    ]);
  });
});

describe('an answer that is late', () => {
  it('is delivered another way, under the question', async () => {
    const setting = aSetting(late);
    expect(await setting.respond({ reply: bill }, asking({}, '电'.repeat(40)))).toEqual(noReply);
    expect(setting.late).toMatchObject([
      { question: '电'.repeat(30), reply: bill, id: expect.stringMatching(/^[\da-f-]{36}$/) },
    ]);
  });

  it('to something other than words has no question', async () => {
    const setting = aSetting(late);
    await setting.respond({ reply: bill }, aFollowerEvent(messagePayloads.image));
    expect(setting.late).toMatchObject([{ question: '' }]);
  });
});

describe('an answer that fails', () => {
  it.each([
    ['throws', new Error('no backend')],
    ['is empty', { reply: textReply(' ') }],
  ])('because it %s is an apology, and the log says so', async (_why, answer) => {
    const setting = aSetting();
    expect(await setting.respond(answer, asking())).toEqual(apologyOf(organisation));
    expect(setting.recorded.find('answer_failed')).toMatchObject({ level: 'error', code: 'unexpected' });
  });

  it('because it thinks too long is an apology', async () => {
    const { deps } = aSetting({ sleep: async () => {} });
    expect(await createResponder(deps, () => forever)(asking())).toEqual(apologyOf(organisation));
  });

  it('is thrown where there is no follower to apologise to, so that the queue repeats it', async () => {
    const { follower, ...event } = asking();
    await expect(aSetting().respond(new Error('no table'), event)).rejects.toThrow('no table');
  });

  it('to be noted afterwards costs nobody the answer, in time or late', async () => {
    const broken = { followers: { moveTo: () => Promise.reject(new Error('throttled')) } };
    const inTime = aSetting(broken);
    expect(await inTime.respond({ reply: bill, path: [1] }, asking())).toEqual(bill);
    expect(inTime.recorded.events()).toContain('afterwards_failed');
    const tooLate = aSetting({ ...broken, ...late });
    expect(await tooLate.respond({ reply: bill, path: [1] }, asking())).toEqual(noReply);
    expect(tooLate.late).toMatchObject([{ reply: bill }]);
  });
});

describe('answers kept from before', () => {
  it('go first, each under its question, and are dropped', async () => {
    const setting = aSetting();
    const keptAnswers = [kept('1'), kept('2')];
    const content = contentOf(await setting.respond({ reply: bill }, asking({ keptAnswers })));
    expect(content).toMatch(/问题1[\s\S]*1号答复[\s\S]*问题2[\s\S]*2号答复[\s\S]*\n\n电费 86.20 元$/);
    expect(setting.dropped).toEqual([keptAnswers]);
  });

  it('of more than 48 hours ago are dropped with the others, unseen', async () => {
    const setting = aSetting();
    const keptAnswers = [kept('1', '旧', now - 48 * hour), kept('2')];
    const content = contentOf(await setting.respond({ reply: bill }, asking({ keptAnswers })));
    expect(content).not.toContain('旧');
    expect(setting.dropped).toEqual([keptAnswers]);
  });

  it('stay kept beside an answer that is no text', async () => {
    const setting = aSetting();
    expect(await setting.respond({ reply: noReply }, asking({ keptAnswers: [kept('1')] }))).toEqual(noReply);
    expect(setting.dropped).toEqual([]);
  });

  it('stay kept as far as the message has no room for them, and the answer is never cut', async () => {
    const setting = aSetting();
    const keptAnswers = [kept('1', '甲'.repeat(250)), kept('2', '乙'.repeat(250)), kept('3', '丙'.repeat(250))];
    const content = contentOf(await setting.respond({ reply: textReply('答'.repeat(100)) }, asking({ keptAnswers })));
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    expect(content).toMatch(/甲{250}[\s\S]*乙{250}[^丙]*答{100}$/);
    expect(setting.dropped).toEqual([keptAnswers.slice(0, 2)]);
  });

  it('stay kept beside an answer that fills the message', async () => {
    const setting = aSetting();
    const full = textReply('答'.repeat(650));
    expect(await setting.respond({ reply: full }, asking({ keptAnswers: [kept('1', '甲'.repeat(250))] }))).toEqual(
      full,
    );
    expect(setting.dropped).toEqual([]);
  });

  it('too long for any message are shown in part', async () => {
    const setting = aSetting();
    const content = contentOf(
      await setting.respond({ reply: bill }, asking({ keptAnswers: [kept('1', '甲'.repeat(680))] })),
    );
    expect(content).toMatch(/甲+…\n\n电费 86.20 元$/);
    expect(setting.dropped).toHaveLength(1);
  });
});

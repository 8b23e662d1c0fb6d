import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../../../infra/demo-data/sets.ts';
import type { SubjectKind } from '../../../../lib/backend/kinds.ts';
import type { Backend } from '../../../../lib/backend/port.ts';
import type { Binding } from '../../../../lib/followers/binding.ts';
import type { Bindings } from '../../../../lib/followers/bindings.ts';
import type { Service } from '../../../../lib/guard/service.ts';
import { createCards } from '../../../../lib/services/cards/index.ts';
import { createClassrooms } from '../../../../lib/services/classrooms/index.ts';
import { createUtilities } from '../../../../lib/services/utilities/index.ts';
import { createViolations } from '../../../../lib/services/violations/index.ts';
import { contentOf } from '../../../support/chat.ts';
import { anOpenid } from '../../../support/followers.ts';
import { anOrganisation } from '../../../support/organisations.ts';
import { aBinding, anAsked, aPageUrl } from '../../../support/services.ts';
import { useTable } from '../../../support/table.ts';
import { anEmbeddedBackend, anHttpBackend, today } from '../backend/systems.ts';
import { bindingsOf } from './systems.ts';

const now = Date.parse(`${today}T10:00:00+08:00`);
const table = useTable();
let embedded: Backend;
let http: Awaited<ReturnType<typeof anHttpBackend>>;
beforeAll(async () => {
  [embedded, http] = await Promise.all([anEmbeddedBackend(table), anHttpBackend()]);
});
afterAll(() => http.close());

/** What the demo follower of an organisation binds, matched by these systems. */
const boundBy = (backend: Backend, organisation: string): Promise<Binding[]> =>
  Promise.all(
    demoCredentials(organisation).map(async ({ kind, claims }, at) => {
      const matched = await backend.match(kind as SubjectKind, claims);
      if (matched === undefined) throw new Error(`the demo data has no such ${kind}`);
      return aBinding(kind, { id: String(at), subject: matched.subject, shown: matched.shown, label: '' });
    }),
  );

const answers = async (backend: Backend, organisation: string, name: string, words: string): Promise<string> => {
  const bound = await boundBy(backend, organisation);
  const ports = { backend, bindings: bindingsOf(anOpenid, bound) as Bindings, pageUrl: aPageUrl };
  const services: Service[] = [
    ...createCards(ports),
    createClassrooms(ports),
    createUtilities(ports),
    createViolations(ports),
  ];
  const service = services.find((each) => each.name === name);
  const binding = bound.find(({ kind }) => kind === service?.binding);
  const asked = anAsked(await anOrganisation(organisation), name, { words, now, ...(binding && { binding }) });
  return contentOf((await service?.answer?.(asked)) ?? { type: 'none' });
};

describe('the answer to a demo follower', () => {
  it.each([
    ['bank', 'cards', '余额', '储蓄卡\n余额：'],
    ['bank', 'card-transactions', '上个月明细', '2026年8月1日至2026年8月31日'],
    ['bank', 'credit-bills', '账单', '本期应还：'],
    ['bank', 'card-points', '积分', '积分：'],
    ['police', 'violations', '违章', '未处理'],
    ['campus', 'utilities', '水电', '电表 '],
    ['campus', 'classrooms', '明天下午一教空教室', '第一教学楼'],
  ])('of %s by %s to %s is the same from imported data and over HTTP', async (organisation, name, words, part) => {
    const answer = await answers(embedded, organisation, name, words);
    expect(answer).toContain(part);
    expect(await answers(http.backend, organisation, name, words)).toBe(answer);
  });

  it('names nobody and no number in full', async () => {
    for (const [organisation, name] of [
      ['bank', 'cards'],
      ['police', 'violations'],
      ['campus', 'utilities'],
    ] as const) {
      const answer = await answers(embedded, organisation, name, '');
      for (const { claims } of demoCredentials(organisation)) {
        for (const claim of Object.values(claims)) expect(answer).not.toContain(claim);
      }
    }
  });
});

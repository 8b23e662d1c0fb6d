import type { MatchedSubject, SubjectKind } from '../../../../../lib/backend/kinds.ts';
import { createBindings } from '../../../../../lib/followers/bindings.ts';
import { createCodeSender } from '../../../../../lib/followers/code-sender.ts';
import { createConsents } from '../../../../../lib/followers/consents.ts';
import { createCounters } from '../../../../../lib/followers/counters.ts';
import { createEnrolment } from '../../../../../lib/followers/enrolment.ts';
import { createErasure } from '../../../../../lib/followers/erasure.ts';
import { createFamily } from '../../../../../lib/followers/family.ts';
import { createInvitations } from '../../../../../lib/followers/invitations.ts';
import { createNoticePreferences } from '../../../../../lib/followers/notice-preferences.ts';
import { createOneTimeCodes } from '../../../../../lib/followers/one-time-codes.ts';
import { createPace } from '../../../../../lib/followers/pace.ts';
import { createProofs } from '../../../../../lib/followers/proofs.ts';
import { createShares } from '../../../../../lib/followers/shares.ts';
import { createFollowers } from '../../../../../lib/followers/store.ts';
import { readStored } from '../../../../../lib/followers/stored.ts';
import type { Route, Service } from '../../../../../lib/guard/service.ts';
import { createUses } from '../../../../../lib/guard/uses.ts';
import { createFieldCipher } from '../../../../../lib/platform/field-cipher.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import { createGroupNotices } from '../../../../../lib/services/officers/group-notices.ts';
import { createGroupInvitations } from '../../../../../lib/services/officers/invitations.ts';
import { createKeptInvitations } from '../../../../../lib/services/officers/kept-invitations.ts';
import { createMembers } from '../../../../../lib/services/officers/store.ts';
import type { RealNameOutcome } from '../../../../../lib/tencent-cloud/real-name.ts';
import type { SmsOutcome } from '../../../../../lib/tencent-cloud/sms.ts';
import { aClock } from '../../../../support/clock.ts';
import { aLog } from '../../../../support/log.ts';

/** A cipher with a key of its own. */
export const aCipher = createFieldCipher(`k1:${Buffer.alloc(32, 7).toString('base64')}`);

/** Everything that proofs and bindings are made of: a real table, real ciphers, a clock; text messages and the organisation's records in memory. */
export const createProofWorld = (table: Table, organisation: Organisation) => {
  const now = aClock();
  const { log, lines } = aLog();
  const openCipher = async () => aCipher;
  const followers = createFollowers(table);
  const bindings = createBindings(table, openCipher);
  const proofs = createProofs(table, openCipher, followers);
  const consents = createConsents(table);
  const counters = createCounters(table, openCipher);
  const family = createFamily({
    ...{ bindings, openCipher, shares: createShares(table), invitations: createInvitations(table) },
  });
  const sent: { phone: string; code: string }[] = [];
  const state = {
    smsOutcome: { kind: 'sent' } as SmsOutcome,
    realName: { kind: 'match', billed: true } as RealNameOutcome | Error,
    subjects: new Map<string, MatchedSubject>(),
    matches: 0,
    fault: undefined as Error | undefined,
  };
  const codes = createCodeSender({
    ...{ counters, codes: createOneTimeCodes(table, openCipher), pace: createPace(table, openCipher) },
    sms: async () => ({
      send: async ({ phone, parameters: [code = ''] }) => {
        sent.push({ phone, code });
        return state.smsOutcome;
      },
    }),
    templateId: '1',
  });
  const backend = {
    match: async (kind: SubjectKind, claims: Record<string, string>) => {
      state.matches += 1;
      if (state.fault) throw state.fault;
      return state.subjects.get(JSON.stringify([kind, ...Object.values(claims)]));
    },
    records: async () => [],
  };
  const deps = {
    ...{ table, log, bindings, proofs, consents, counters, family, codes, backend, openCipher },
    noticePreferences: createNoticePreferences(table),
    members: createMembers(table, openCipher),
    groupInvitations: createGroupInvitations(table, openCipher),
    keptInvitations: createKeptInvitations(table, openCipher),
    groupNotices: createGroupNotices(table),
    sleep: async () => {},
    enrol: createEnrolment({ table, openCipher, bindings, family, proofs, consents }),
    erasure: createErasure(table),
    uses: createUses(table),
    readStored: (openid: string) => readStored(table, openid),
    realName: async () => ({
      check: async () => {
        if (state.realName instanceof Error) throw state.realName;
        return state.realName;
      },
    }),
    pageUrl: (path: string, query: Record<string, string> = {}) =>
      `https://account.example${path}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''}`,
    demoClaims: () => undefined,
    demoPerson: undefined,
    demo: false,
    titleOf: (service: string) => (service === 'bills' ? '电费账单' : undefined),
  };

  let people = 0;
  return {
    ...{ now, lines, followers, sent, state, deps, organisation },
    /** The organisation knows a subject by these claims. */
    know: (kind: SubjectKind, claims: Record<string, string>, subject: MatchedSubject) =>
      state.subjects.set(JSON.stringify([kind, ...Object.values(claims)]), subject),
    /** Somebody who follows the account. */
    follower: async () => {
      people += 1;
      const openid = `oPerson${people}${Math.random().toString(36).slice(2)}`;
      await followers.follow(openid, now(), undefined);
      return openid;
    },
    /** Asks a route as the pages' door does: through its schema, with the follower as stored. */
    ask: async (service: Service, name: string, openid: string, input: object = {}, sourceIp = '203.0.113.9') => {
      const [method, path] = name.split(' ');
      const route = service.routes?.find((each: Route) => each.method === method && each.path === path);
      if (route === undefined) throw new Error(`no route ${name}`);
      const checked = route.input === undefined ? {} : route.input.parse(input);
      const follower = await followers.get(openid);
      const call = { organisation, follower, input: checked, now: now(), requestId: 'r1', sourceIp };
      return (await route.handle(call)) as never;
    },
    /** The newest code that went out. */
    code: (): string => sent.at(-1)?.code ?? '',
  };
};

export type ProofWorld = ReturnType<typeof createProofWorld>;

import * as z from 'zod/mini';
import type { StoredEmergency } from '../../services/announcements/emergency-store.ts';
import {
  AccountChange,
  ApplicationStep,
  EmergencyChange,
  EmergencyRequest,
  NoticeRequest,
} from '../../services/announcements/model.ts';
import type { AnnouncementService } from '../../services/announcements/service.ts';
import { Refused } from './errors.ts';
import { defineOpenRoute, instantOf, type OpenAnswer, type OpenCall, type OpenRoute } from './route.ts';

const text = z.string();

/** The notice that was made; how many it is for where that is known at once; no notice where nobody has bound the subject. */
const Announced = z.strictObject({ noticeId: z.optional(text), people: z.optional(z.int()) });
type Announced = z.infer<typeof Announced>;

/** An emergency as callers see it. */
const EmergencyShown = z.strictObject({
  ...{ id: text, headline: text, text, advice: text, place: text },
  state: z.enum(['active', 'ended']),
  audience: z.record(text, z.unknown()),
  at: text,
  updates: z.array(z.strictObject({ noticeId: text, at: text, headline: text, text: z.optional(text) })),
  /** The notice that told of it last. */
  noticeId: text,
});
type EmergencyShown = z.infer<typeof EmergencyShown>;

/** Nothing goes on by itself where there is nobody. */
const announced = (body: Announced): OpenAnswer<Announced> => ({
  status: body.noticeId === undefined ? 200 : 202,
  body,
});

const shown = (emergency: StoredEmergency): EmergencyShown => {
  const { id, headline, text: whole, advice, place, state, audience, at, updates } = emergency;
  return {
    ...{ id, headline, text: whole, advice, place, state, audience: { ...audience }, at: instantOf(at) },
    updates: updates.map(({ id: noticeId, at: since, ...update }) => ({ noticeId, at: instantOf(since), ...update })),
    noticeId: updates.at(-1)?.id ?? id,
  };
};

const askingOf = ({ by, key }: OpenCall<unknown>) => ({ by, key });

const emergencyRoutes = (service: AnnouncementService): OpenRoute[] => [
  defineOpenRoute({
    method: 'POST',
    path: '/emergencies',
    name: 'announce-emergency',
    summary:
      'Tell everyone, or who has bound something in areas or follows them, of an emergency, at once and past quiet hours.',
    right: 'emergencies',
    input: EmergencyRequest,
    answer: EmergencyShown,
    handle: async (call) => ({
      status: 202,
      body: shown((await service.emergency(call.input, askingOf(call))).emergency),
    }),
  }),
  defineOpenRoute({
    method: 'PATCH',
    path: '/emergencies/:id',
    name: 'change-emergency',
    summary: 'Tell the same people how the emergency goes on, or that it is over. Chat and page show it at once.',
    right: 'emergencies',
    input: EmergencyChange,
    answer: EmergencyShown,
    handle: async (call) => ({
      status: 202,
      body: shown((await service.changeEmergency(call.id, call.input, askingOf(call))).emergency),
    }),
  }),
  defineOpenRoute({
    method: 'GET',
    path: '/emergencies/:id',
    name: 'read-emergency',
    summary: 'An emergency and all that was told of it.',
    right: 'emergencies',
    answer: EmergencyShown,
    handle: async ({ id }) => {
      const emergency = await service.readEmergency(id);
      if (emergency === undefined) throw new Refused(404, 'unknown_emergency', 'there is no such emergency');
      return { body: shown(emergency) };
    },
  }),
];

/** What the organisation's systems have followers told. */
export const announcementRoutes = (service: AnnouncementService): OpenRoute[] => [
  defineOpenRoute({
    method: 'POST',
    path: '/account-changes',
    name: 'announce-account-change',
    summary:
      'Tell the holders of an account that money came or went, or that data were changed. 200 with people 0 where no follower has bound it: nothing to repeat.',
    right: 'account-changes',
    input: AccountChange,
    answer: Announced,
    handle: async (call) => announced(await service.accountChange(call.input, askingOf(call))),
  }),
  defineOpenRoute({
    method: 'POST',
    path: '/application-steps',
    name: 'announce-application-step',
    summary: 'Tell who applied that the application went a step further. 200 with people 0 as for account changes.',
    right: 'application-steps',
    input: ApplicationStep,
    answer: Announced,
    handle: async (call) => announced(await service.applicationStep(call.input, askingOf(call))),
  }),
  ...emergencyRoutes(service),
  defineOpenRoute({
    method: 'POST',
    path: '/notices',
    name: 'draft-notice',
    summary:
      'A notice by any template to areas, a building, a group, the people of an earlier notice, the holders of a subject, or everyone. Its audience is counted first; see read-notice.',
    right: 'notices',
    input: NoticeRequest,
    answer: Announced,
    handle: async (call) => announced(await service.notice(call.input, askingOf(call))),
  }),
];

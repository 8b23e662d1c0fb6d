import { openBackend } from '../backend/index.ts';
import { createBindings } from '../followers/bindings.ts';
import { createFollowedAreas, type FollowedAreas } from '../followers/followed-areas.ts';
import { createNoticePreferences, type NoticePreferencesStore } from '../followers/notice-preferences.ts';
import type { Ports } from '../guard/service.ts';
import { type Areas, createAreas } from '../notices/areas/store.ts';
import { readTemplateIds, type TemplateIds } from '../notices/channels/template-ids.ts';
import type { Settings } from '../platform/config.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../platform/runtime.ts';
import { createEmergencyStore, type Emergencies } from './announcements/emergency-store.ts';
import { type NoticePorts, openNoticePorts } from './notice-ports.ts';
import { createOutageStore, type OutageStore } from './outages/store.ts';
import { openProofPorts, type ProofPorts, proofSettings } from './proof-ports.ts';

/** Names of the settings that services' ports read. */
export const portSettings = [
  'SECRETS_PATH',
  'BACKEND_URL',
  'DEMO_MODE',
  'TEMPLATE_IDS',
  ...proofSettings,
] as const satisfies (keyof Settings)[];
type PortSettings = Pick<Settings, (typeof portSettings)[number]>;

/** Credentials of the demo data, as the pages show them in demo mode. */
export interface Demo {
  /** By kind of subject. */
  claims: Readonly<Record<string, Record<string, string>>>;
  /** Whose real name the stand-in of the register knows. */
  person: { name: string; idNumber: string };
}

/** What services are made of; each takes what it uses. */
export interface ServicePorts extends Ports, ProofPorts, NoticePorts {
  /** Whether this is a demonstration. */
  demo: boolean;
  demoClaims: (kind: string) => Record<string, string> | undefined;
  demoPerson: Demo['person'] | undefined;
  areas: Areas;
  outages: OutageStore;
  emergencies: Emergencies;
  noticePreferences: NoticePreferencesStore;
  followedAreas: FollowedAreas;
  templateIds: TemplateIds;
}

const addressOf = (publicUrl: string, path: string, query: Record<string, string>): string => {
  const url = new URL(path, publicUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
};

/** What services are made of, over the table and the secrets; opened at first use. `given` is shown in demo mode only. */
export const openPorts = (settings: PortSettings, runtime: Runtime, given: Demo): ServicePorts => {
  const demo = settings.DEMO_MODE === 'on' ? given : undefined;
  const secrets = openSecrets(settings);
  const cipher = openFieldCipher(secrets);
  const bindings = createBindings(runtime.table, cipher);
  return {
    demo: demo !== undefined,
    demoClaims: (kind) => (demo !== undefined && Object.hasOwn(demo.claims, kind) ? demo.claims[kind] : undefined),
    demoPerson: demo?.person,
    ...openProofPorts(settings, runtime, { secrets, cipher, bindings }),
    ...openNoticePorts(runtime, cipher),
    backend: openBackend(settings, runtime, { cipher, secret: () => secrets.get('backend-secret') }),
    bindings,
    areas: createAreas(runtime),
    outages: createOutageStore(runtime.table),
    emergencies: createEmergencyStore(runtime.table, runtime.now),
    noticePreferences: createNoticePreferences(runtime.table),
    followedAreas: createFollowedAreas(runtime.table),
    templateIds: readTemplateIds(settings.TEMPLATE_IDS),
    pageUrl: (path, query = {}) => addressOf(settings.PUBLIC_URL, path, query),
  };
};

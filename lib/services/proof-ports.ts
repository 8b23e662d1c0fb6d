import { type CodeSender, createCodeSender } from '../followers/code-sender.ts';
import { createConsents } from '../followers/consents.ts';
import { createCounters } from '../followers/counters.ts';
import { createEnrolment } from '../followers/enrolment.ts';
import { createErasure } from '../followers/erasure.ts';
import { createFamily } from '../followers/family.ts';
import { createInvitations } from '../followers/invitations.ts';
import { createOneTimeCodes } from '../followers/one-time-codes.ts';
import { createPace } from '../followers/pace.ts';
import { createProofs } from '../followers/proofs.ts';
import { createShares } from '../followers/shares.ts';
import { createFollowers } from '../followers/store.ts';
import { readStored } from '../followers/stored.ts';
import type { Ports } from '../guard/service.ts';
import { createUses } from '../guard/uses.ts';
import type { Settings } from '../platform/config.ts';
import type { FieldCipher } from '../platform/field-cipher.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { TencentCloud } from '../tencent-cloud/client.ts';
import { openTencentCloud } from '../tencent-cloud/open.ts';
import { createRealName } from '../tencent-cloud/real-name.ts';
import { createSms } from '../tencent-cloud/sms.ts';
import { createCas } from './identity/campus/cas.ts';
import { createOidc } from './identity/campus/oidc.ts';
import type { SignOnProvider } from './identity/campus/provider.ts';
import { createPendingSignOns } from './identity/campus/store.ts';
import { remindAfterEnrolment } from './reminders/enrolling.ts';
import { createReminders } from './reminders/store.ts';

/** Names of the settings of codes, of the real name and of the campus sign-on. */
export const proofSettings = [
  'PUBLIC_URL',
  'TENCENT_CLOUD_URL',
  'TENCENT_CLOUD_REGION',
  'SMS_APP_ID',
  'SMS_SIGN_NAME',
  'SMS_CODE_TEMPLATE',
  'CAMPUS_SIGN_ON',
  'CAMPUS_SIGN_ON_URL',
  'CAMPUS_CLIENT_ID',
  'CAMPUS_NUMBER_CLAIM',
] as const satisfies (keyof Settings)[];
type ProofSettings = Pick<Settings, (typeof proofSettings)[number]>;

const openSignOn = (settings: ProofSettings, secrets: Secrets): SignOnProvider | undefined => {
  const { CAMPUS_SIGN_ON: kind, CAMPUS_SIGN_ON_URL: url, CAMPUS_CLIENT_ID: clientId } = settings;
  const returnUrl = new URL('/pages/campus/return', settings.PUBLIC_URL).href;
  if (kind === 'cas') return createCas({ url, returnUrl, fetch });
  if (kind === '') return undefined;
  const clientSecret = () => secrets.get('campus-client-secret');
  return createOidc({ url, clientId, clientSecret, numberClaim: settings.CAMPUS_NUMBER_CLAIM, returnUrl });
};

const openCodes = (
  settings: ProofSettings,
  { table }: Runtime,
  openCipher: () => Promise<FieldCipher>,
  cloud: () => Promise<TencentCloud>,
): CodeSender =>
  createCodeSender({
    codes: createOneTimeCodes(table, openCipher),
    counters: createCounters(table, openCipher),
    pace: createPace(table, openCipher),
    sms: async () => createSms(await cloud(), { appId: settings.SMS_APP_ID, signName: settings.SMS_SIGN_NAME }),
    templateId: settings.SMS_CODE_TEMPLATE,
  });

/** What proofs, bindings and the follower's own corner are made of. */
export const openProofPorts = (
  settings: ProofSettings,
  runtime: Runtime,
  parts: { secrets: Secrets; cipher: () => Promise<FieldCipher>; bindings: Ports['bindings'] },
) => {
  const { table, log, sleep } = runtime;
  const { secrets, cipher, bindings } = parts;
  const cloud = openTencentCloud(settings, secrets, runtime);
  const consents = createConsents(table);
  const proofs = createProofs(table, cipher, createFollowers(table));
  const sharing = { bindings, shares: createShares(table), invitations: createInvitations(table), openCipher: cipher };
  const family = createFamily(sharing);
  return {
    codes: openCodes(settings, runtime, cipher, cloud),
    counters: createCounters(table, cipher),
    enrol: remindAfterEnrolment(
      createEnrolment({ table, openCipher: cipher, bindings, family, proofs, consents }),
      createReminders(table),
    ),
    realName: async () => createRealName(await cloud()),
    provider: openSignOn(settings, secrets),
    signOns: createPendingSignOns(table),
    erasure: createErasure(table),
    uses: createUses(table),
    readStored: (openid: string) => readStored(table, openid),
    ...{ family, proofs, consents, log, sleep },
  };
};

/** What proofs, bindings and the follower's own corner are made of. */
export type ProofPorts = ReturnType<typeof openProofPorts>;

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localAccount } from '../../infra/local/intrinsics.ts';
import { createNoticePreferences } from '../../lib/followers/notice-preferences.ts';
import { createProofs } from '../../lib/followers/proofs.ts';
import { createFollowers } from '../../lib/followers/store.ts';
import { noticeId } from '../../lib/notices/notices.ts';
import { createFieldCipher } from '../../lib/platform/field-cipher.ts';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { tableNameOf } from './support/audience.ts';
import type { Person } from './support/person.ts';
import { adjustForPush, openPush, type Push } from './support/push.ts';
import { until } from './support/until.ts';

const key = 'outage-fault';
const phone = '13800005678';

/** With a text message for those whom WeChat cannot reach. */
const withText = (organisation: Organisation): Organisation => {
  const adjusted = adjustForPush()(organisation);
  const template = adjusted.profile.templates[key];
  if (template === undefined) throw new Error('no such template');
  const sms = { templateId: '100002', parameters: ['thing1', 'time3'] };
  const templates = { ...adjusted.profile.templates, [key]: { ...template, sms } };
  return { ...adjusted, profile: { ...adjusted.profile, templates } };
};

let account: OpenAccount;
let push: Push;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power', adjust: withText });
  push = await openPush(account.stack, account.simulator);
});
afterAll(async () => {
  push?.close();
  await account?.close();
});

const openTable = () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { stack } = account;
  const client = new DynamoDBClient({ endpoint: stack.awsUrl, region: localAccount.region, credentials });
  return {
    table: { client: DynamoDBDocumentClient.from(client), name: tableNameOf(stack) },
    close: () => client.destroy(),
  };
};

const agreeToText = async ({ openid }: Person): Promise<void> => {
  const { table, close } = openTable();
  const cipher = async () => createFieldCipher(account.stack.env.FIELD_ENCRYPTION_KEY);
  const proof = { what: 'phone', tier: 'registered' as const, method: 'sms-code', at: account.now(), phone };
  await createProofs(table, cipher, createFollowers(table)).record(openid, proof);
  await createNoticePreferences(table).set(openid, { off: [], sms: true });
  close();
};

const fields = { thing1: '中山路', time2: '2026年11月22日 15:40', time3: '2026年11月22日 18:00', phrase4: '抢修中' };

describe('a notice to a few people', () => {
  it('is known within seconds to have reached each of them, and a text message goes to whom it did not', async () => {
    const [glad, blocking, failing, gone] = await Promise.all([1, 2, 3, 4].map(() => account.follow()));
    if (!(glad && blocking && failing && gone)) throw new Error('nobody follows');
    await account.simulator.patch(`/control/followers/${blocking.openid}`, { notices: 'blocked' });
    await account.simulator.patch(`/control/followers/${failing.openid}`, { notices: 'fail' });
    await agreeToText(blocking);
    await gone.unfollow();
    const id = noticeId('test', 'few');
    const openids = [glad, blocking, failing, gone].map(({ openid }) => openid);
    const draft = { id, template: key, fields, lane: 'urgent' as const, title: '抢修', by: 'staff:test' };
    await push.notices.draft({
      ...draft,
      link: '/pages/outages?id=1',
      audience: { of: 'people', openids },
      confirmation: 'automatic',
    });
    await push.reaches(id, 'sent');
    const figures = await until('receipts and text message', async () => {
      const now = await push.notices.figures(id);
      return now.smsSent === 1 && now.smsNone === 2 && now.delivered === 1 ? now : undefined;
    });
    expect(figures).toMatchObject({ accepted: 3, delivered: 1, blocked: 1, failed: 1, notFollowing: 1, unknown: 0 });
    const card = (await glad.answers()).at(-1)?.content;
    expect(card).toMatchObject({ type: 'template', url: expect.stringMatching(/\/pages\/outages\?id=1$/) });
    const texts = await account.simulator.get<object[]>(`/control/sms?phone=%2B86${phone}`);
    expect(texts).toHaveLength(1);
    expect(JSON.stringify(texts)).toContain('中山路');
  }, 90_000);
});

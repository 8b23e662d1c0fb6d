import { describe, expect, it } from 'vitest';
import { createSubscriptionAnswers } from '../../../../lib/chat/subscription.ts';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { noReply, textReply } from '../../../../lib/wechat/reply.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { anOpenid } from '../../../support/followers.ts';
import { aFollowerEvent } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { anOrganisation } from '../../../support/organisations.ts';
import { anEventXml, createTime, messagePayloads } from '../../../support/payloads.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const organisation = await anOrganisation();
const answers = createSubscriptionAnswers({
  organisation,
  followers,
  erasure: createErasure(table),
  erasureDelayDays: 0,
  log: aLog().log,
});
const from = (openid: string, event: string, key = '') =>
  aFollowerEvent(anEventXml(event, `<EventKey>${key}</EventKey>`, openid));

describe('who follows', () => {
  it('is welcomed, and the poster that brought them is remembered', async () => {
    expect(await answers(aFollowerEvent(eventPayloads.subscribe))).toEqual({
      reply: textReply(organisation.profile.welcome),
    });
    expect(await followers.get(anOpenid)).toMatchObject({ followedAt: createTime * 1000, firstScene: 'poster-12' });
  });

  it('without a code is welcomed too', async () => {
    expect(await answers(from('oPlain', 'subscribe'))).toEqual({ reply: textReply(organisation.profile.welcome) });
    expect(await followers.get('oPlain')).not.toHaveProperty('firstScene');
  });

  it('and scans another code gets a word, and the scene is noted', async () => {
    expect(await answers(from('oScanner', 'SCAN', 'outlet-3'))).toEqual({
      reply: textReply(organisation.profile.texts.scanned),
    });
    expect(await followers.get('oScanner')).toMatchObject({ lastScene: 'outlet-3' });
  });
});

describe('who leaves', () => {
  it('is erased and gets no answer', async () => {
    await answers(from('oLeaver', 'subscribe', 'qrscene_poster-1'));
    expect(await answers(from('oLeaver', 'unsubscribe'))).toEqual({ reply: noReply });
    expect(await itemsOfFollower(table, 'oLeaver')).toMatchObject([{ erasedAt: createTime * 1000 }]);
  });
});

describe('anything else', () => {
  it('gets no answer', async () => {
    for (const xml of [messagePayloads.text, eventPayloads.user_info_modified])
      expect(await answers(aFollowerEvent(xml))).toEqual({ reply: noReply });
  });
});

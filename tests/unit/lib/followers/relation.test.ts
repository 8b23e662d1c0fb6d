import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { noteRelation } from '../../../../lib/followers/relation.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { incomingOf } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { anEventXml, createTime, messagePayloads } from '../../../support/payloads.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const at = createTime * 1000;
const day = 86_400_000;
let count = 0;

const aDepartureWith = (erasureDelayDays: number) => {
  const recorded = aLog();
  return { recorded, deps: { followers, erasure: createErasure(table), erasureDelayDays, log: recorded.log } };
};
const aFollowerOf = async () => {
  const openid = `oFollower${count++}`;
  await followers.follow(openid, at - 1000, 'poster-12');
  await followers.placeAt(openid, { latitude: 29, longitude: 106, at: at - 1000 });
  return openid;
};
const unfollowing = (openid: string) => incomingOf(anEventXml('unsubscribe', '', openid));

describe('unfollowing', () => {
  it('erases at once where no delay is set, and says so without the openid', async () => {
    const openid = await aFollowerOf();
    const { deps, recorded } = aDepartureWith(0);
    for (let time = 0; time < 2; time += 1) await noteRelation(deps, unfollowing(openid));
    expect(await itemsOfFollower(table, openid)).toMatchObject([{ erasedAt: at }]);
    expect(recorded.lines.join()).not.toContain(openid);
  });

  it('is due for erasure after the organisation’s delay', async () => {
    const openid = await aFollowerOf();
    const { deps } = aDepartureWith(30);
    for (let time = 0; time < 2; time += 1) await noteRelation(deps, unfollowing(openid));
    const [item] = await itemsOfFollower(table, openid);
    expect(item).toMatchObject({
      unfollowedAt: at,
      gsi1sk: new Date(at + 30 * day).toISOString(),
      firstScene: 'poster-12',
    });
  });

  it('of whom nothing is stored leaves the mark of an erasure, so that belated news of their coming does not count', async () => {
    const openid = `oFollower${count++}`;
    for (let time = 0; time < 2; time += 1) await noteRelation(aDepartureWith(30).deps, unfollowing(openid));
    await followers.follow(openid, at - 1000, 'poster-12');
    expect(await itemsOfFollower(table, openid)).toMatchObject([{ erasedAt: at }]);
  });

  it('of who has come back since changes nothing', async () => {
    const openid = await aFollowerOf();
    await followers.follow(openid, at + 1000, undefined);
    const before = await itemsOfFollower(table, openid);
    for (const delay of [0, 30]) await noteRelation(aDepartureWith(delay).deps, unfollowing(openid));
    expect(await itemsOfFollower(table, openid)).toEqual(before);
  });
});

describe('a revoked authorization', () => {
  const revoking = (openid: string) =>
    incomingOf(
      anEventXml('user_authorization_revoke', `<OpenID>${openid}</OpenID><RevokeInfo>301</RevokeInfo>`, 'oSender'),
    );

  it('forgets the place of the person named inside', async () => {
    const openid = await aFollowerOf();
    await noteRelation(aDepartureWith(0).deps, revoking(openid));
    expect(await followers.get(openid)).not.toHaveProperty('lastPlace');
    expect(await followers.get(openid)).toMatchObject({ firstScene: 'poster-12' });
  });

  it('that names nobody does nothing', async () => {
    await noteRelation(aDepartureWith(0).deps, revoking(''));
    expect(await itemsOfFollower(table, 'oSender')).toEqual([]);
  });
});

describe('anything else', () => {
  it('takes nobody away', async () => {
    const others = [
      messagePayloads.text,
      eventPayloads.user_info_modified,
      eventPayloads.VIEW,
      anEventXml('debug_demo'),
    ];
    const { deps, recorded } = aDepartureWith(0);
    for (const xml of others) await noteRelation(deps, incomingOf(xml));
    expect(recorded.lines).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Route, routeOf } from '../../../../lib/callback/dispatch.ts';
import { receiptEvents } from '../../../../lib/wechat/incoming.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { incomingOf } from '../../../support/incoming.ts';
import { aMessageXml, messagePayloads } from '../../../support/payloads.ts';

const tap: Route = { kind: 'answer', by: 'on-menu', act: 'tap' };
const look: Route = { kind: 'answer', by: 'on-menu' };
const subscription: Route = { kind: 'answer', by: 'on-subscribe', mustHappen: true };
const silent: Route = { ...subscription, silent: true };
const receipt: Route = { kind: 'receipt' };
const receipts = Object.fromEntries(receiptEvents.map((event) => [event, receipt])) as Record<
  (typeof receiptEvents)[number],
  Route
>;

/** Where each event goes; a new event does not compile without its line. */
const routes: Record<keyof typeof eventPayloads, Route> = {
  subscribe: subscription,
  unsubscribe: silent,
  SCAN: subscription,
  LOCATION: { kind: 'answer', by: 'on-message' },
  CLICK: tap,
  VIEW: look,
  view_miniprogram: look,
  scancode_push: tap,
  scancode_waitmsg: tap,
  pic_sysphoto: look,
  pic_photo_or_album: look,
  pic_weixin: look,
  location_select: look,
  user_info_modified: silent,
  user_authorization_revoke: silent,
  ...receipts,
};

describe('the dispatch', () => {
  it.each(Object.keys(eventPayloads) as (keyof typeof eventPayloads)[])('knows where %s goes', (event) => {
    expect(routeOf(incomingOf(eventPayloads[event]))).toEqual(routes[event]);
  });

  it.each(Object.keys(messagePayloads) as (keyof typeof messagePayloads)[])(
    'gives a message of kind %s to on-message',
    (kind) => {
      expect(routeOf(incomingOf(messagePayloads[kind]))).toEqual({ kind: 'answer', by: 'on-message', act: 'message' });
    },
  );

  it('leaves what it does not know', () => {
    expect(routeOf(incomingOf(aMessageXml('hologram', '')))).toEqual({ kind: 'ignore' });
  });
});

import { describe, expect, it } from 'vitest';
import { conditionalMenuOf, menuOf } from '../../../../lib/chat/menu.ts';
import { createMenuAnswers } from '../../../../lib/chat/menu-tap.ts';
import { numbersText } from '../../../../lib/chat/numbers.ts';
import { noReply, textReply } from '../../../../lib/wechat/reply.ts';
import { aChat, contentOf } from '../../../support/chat.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { aFollowerEvent } from '../../../support/incoming.ts';
import { allOrganisations, anOrganisation } from '../../../support/organisations.ts';
import { anEventXml, messagePayloads } from '../../../support/payloads.ts';

const power = await anOrganisation();
const organisations = await allOrganisations();
const answers = createMenuAnswers(aChat(power));
const tapping = (key: string) => aFollowerEvent(anEventXml('CLICK', `<EventKey>${key}</EventKey>`));

describe('a tap', () => {
  it('is answered by its topic', async () => {
    expect(contentOf((await answers(tapping('bill'))).reply)).toContain('每月1日远程抄表');
  });

  it('on a button that the menu no longer has gets the numbers', async () => {
    expect(await answers(tapping('gone'))).toEqual({ reply: textReply(numbersText(power.profile, [])), path: [] });
  });

  it('that scans a code is answered with what the code says', async () => {
    expect(contentOf((await answers(aFollowerEvent(eventPayloads.scancode_waitmsg))).reply)).toContain(
      '绑定户号要准备三样',
    );
  });

  it.each([
    'VIEW',
    'view_miniprogram',
    'scancode_push',
    'pic_sysphoto',
    'pic_photo_or_album',
    'pic_weixin',
    'location_select',
  ] as const)('of kind %s gets no answer of its own', async (event) => {
    expect(await answers(aFollowerEvent(eventPayloads[event]))).toEqual({ reply: noReply });
  });

  it('is no message', async () => {
    expect(await answers(aFollowerEvent(messagePayloads.text))).toEqual({ reply: noReply });
  });
});

describe.each(organisations.map((organisation) => [organisation.id, organisation] as const))(
  'the menu of %s',
  (_id, organisation) => {
    it('has no button that leads nowhere', async () => {
      const own = createMenuAnswers(aChat(organisation));
      const menus = [
        menuOf(organisation.profile),
        ...Object.values(organisation.profile.personalMenus ?? {}).map((menu) => conditionalMenuOf(menu, 100)),
      ];
      const buttons = menus.flatMap(({ button }) => button.flatMap((each) => each.sub_button ?? [each]));
      const keys = buttons.flatMap(({ type, key }) => (type === 'click' && key !== undefined ? [key] : []));
      expect(keys.length).toBeGreaterThan(5);
      for (const key of keys) expect(await own(tapping(key))).not.toHaveProperty('path');
    });
  },
);

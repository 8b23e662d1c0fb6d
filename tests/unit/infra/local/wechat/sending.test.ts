import { describe, expect, it } from 'vitest';
import { at, eventually, useBench } from './support/simulator.ts';

const bench = useBench();

const sendText = (touser: string, content = 'x') =>
  bench().api('/cgi-bin/message/custom/send', { touser, msgtype: 'text', text: { content } });
const ok = { errcode: 0, errmsg: 'ok' };
const minute = 60_000;

describe('customer-service messages', () => {
  it('are five in 48 hours after a message', async () => {
    const openid = await bench().follower();
    bench().advance(2 * minute);
    expect(await sendText(openid)).toMatchObject({ errcode: 45015 });
    await bench().say(openid, { type: 'text', content: '在吗' });
    for (let time = 0; time < 5; time += 1) expect(await sendText(openid)).toEqual(ok);
    expect(await sendText(openid)).toMatchObject({ errcode: 45047 });
    await bench().say(openid, { type: 'text', content: '在吗' });
    bench().advance(48 * 60 * minute - 1000);
    expect(await sendText(openid)).toEqual(ok);
    bench().advance(2000);
    expect(await sendText(openid)).toMatchObject({ errcode: 45015 });
  });

  it('are three in a minute after a follow, a tap, a scan or a chosen item', async () => {
    const openid = await bench().follower();
    await bench().api('/cgi-bin/menu/create', { button: [{ name: 'a', type: 'click', key: 'a' }] });
    const acts = [
      () => Promise.resolve(),
      () => bench().tap(openid, 'a'),
      () => bench().request('POST', `/control/followers/${openid}/scan`, { scene: 's' }),
      () => bench().say(openid, { type: 'choice', id: '1', content: 'a' }),
    ];
    for (const act of acts) {
      await act();
      for (let time = 0; time < 3; time += 1) expect(await sendText(openid)).toEqual(ok);
      expect(await sendText(openid)).toMatchObject({ errcode: 45047 });
      bench().advance(minute + 1);
      expect(await sendText(openid)).toMatchObject({ errcode: 45015 });
    }
  });

  it('are not allowed by a view tap', async () => {
    const openid = await bench().follower();
    await bench().api('/cgi-bin/menu/create', { button: [{ name: 'a', type: 'view', url: 'https://x.cn' }] });
    bench().advance(2 * minute);
    await bench().tap(openid, 'a');
    expect(await sendText(openid)).toMatchObject({ errcode: 45015 });
  });

  it('are refused for strangers, for who left, for long texts, several articles and unknown media, at no cost', async () => {
    const openid = await bench().follower();
    const send = (body: Record<string, unknown>) =>
      bench().api('/cgi-bin/message/custom/send', { touser: openid, ...body });
    expect(await sendText('oNobody')).toMatchObject({ errcode: 40003 });
    expect(await sendText(openid, '长'.repeat(683))).toMatchObject({ errcode: 45002 });
    const article = { title: 'a', description: '', url: 'https://x.cn', picurl: '' };
    expect(await send({ msgtype: 'news', news: { articles: [article, article] } })).toMatchObject({ errcode: 45008 });
    expect(await send({ msgtype: 'image', image: { media_id: 'no' } })).toMatchObject({ errcode: 40007 });
    expect(await send({ msgtype: 'fax', fax: {} })).toMatchObject({ errcode: 40008 });
    for (let time = 0; time < 3; time += 1) expect(await sendText(openid)).toEqual(ok);
    await bench().request('DELETE', `/control/followers/${openid}`);
    expect(await sendText(openid)).toMatchObject({ errcode: 43004 });
  });

  it('show the typing sign within 30 seconds of a message, once', async () => {
    const openid = await bench().follower();
    const typing = (command: string) => bench().api('/cgi-bin/message/custom/typing', { touser: openid, command });
    expect(await typing('Typing')).toMatchObject({ errcode: 45080 });
    await bench().say(openid, { type: 'text', content: 'x' });
    expect(await typing('Dancing')).toMatchObject({ errcode: 45072 });
    expect(await typing('Typing')).toEqual(ok);
    expect(await typing('Typing')).toMatchObject({ errcode: 45081 });
    expect(await typing('CancelTyping')).toEqual(ok);
  });
});

const outage = { title: '停电通知', fields: { thing1: '停电区域', time2: '开始时间', first: '', amount3: '金额' } };
const data = {
  thing1: { value: '人民路' },
  time2: { value: '2026年11月22日 15:40' },
  first: { value: '您好' },
  amount3: { value: '12.50元' },
};
const addTemplate = async () =>
  (await bench().request<{ template_id: string }>('POST', '/control/templates', outage)).json.template_id;
const receipts = () =>
  bench()
    .clear()
    .filter((xml) => at(xml, 'Event') === 'TEMPLATESENDJOBFINISH');

describe('template messages', () => {
  const send = (body: Record<string, unknown>) => bench().api('/cgi-bin/message/template/send', { data, ...body });

  it('arrive as a card, are answered with a 64-bit id and followed by a receipt', async () => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    const { simulator } = bench();
    await send({ touser: openid, template_id, url: 'https://x.cn' });
    const receipt = await eventually(() => receipts()[0]);
    expect(BigInt(at(receipt, 'MsgID') ?? 0) > 2n ** 53n).toBe(true);
    expect(at(receipt, 'Status')).toBe('success');
    const raw = await (await fetch(`${simulator.url}/control/calls?path=/cgi-bin/message/template/send`)).text();
    expect(raw).toMatch(/"msgid":\d{19}/);
    expect((await bench().chat(openid)).at(-1)).toMatchObject({
      via: 'template',
      content: {
        type: 'template',
        title: '停电通知',
        url: 'https://x.cn',
        fields: [{ name: '停电区域', value: '人民路' }, {}, { value: '12.50元' }],
      },
    });
  });

  it('are silently cut at 20 characters, without emoji and line breaks', async () => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    const value = `⚡第一行\n${'长'.repeat(30)}`;
    await send({ touser: openid, template_id, data: { ...data, thing1: { value } } });
    const card = (await bench().chat(openid)).at(-1)?.content;
    expect(card).toMatchObject({ fields: [{ value: `第一行 ${'长'.repeat(16)}` }, {}, {}] });
  });

  it('are refused for unknown templates, people and data of the wrong kind', async () => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    expect(await send({ touser: openid, template_id: 'no' })).toMatchObject({ errcode: 40037 });
    expect(await send({ touser: 'oNobody', template_id })).toMatchObject({ errcode: 40003 });
    expect(await send({ toUser: openid, template_id })).toMatchObject({ errcode: 47001 });
    const wrong = { ...data, amount3: { value: '很多' } };
    expect(await send({ touser: openid, template_id, data: wrong })).toMatchObject({
      errcode: 47003,
      errmsg: expect.stringContaining('amount3'),
    });
    expect(await send({ touser: openid, template_id, data: { ...data, thing1: { value: '' } } })).toMatchObject({
      errcode: 47003,
    });
    await bench().request('DELETE', `/control/followers/${openid}`);
    expect(await send({ touser: openid, template_id })).toMatchObject({ errcode: 43004 });
  });

  it('reach a follower once for one client_msg_id within ten minutes', async () => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    const cards = async () => (await bench().chat(openid)).filter(({ via }) => via === 'template').length;
    for (let time = 0; time < 2; time += 1)
      expect(await send({ touser: openid, template_id, client_msg_id: 'n1' })).toMatchObject(ok);
    expect(await cards()).toBe(1);
    bench().advance(10 * minute + 1);
    await send({ touser: openid, template_id, client_msg_id: 'n1' });
    expect(await cards()).toBe(2);
  });

  it.each([
    ['blocked', 'failed:user block'],
    ['fail', 'failed: system failed'],
  ])('tell by the receipt when they are %s', async (notices, status) => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    await bench().request('PATCH', `/control/followers/${openid}`, { notices });
    expect(await send({ touser: openid, template_id })).toMatchObject(ok);
    expect(at(await eventually(() => receipts()[0]), 'Status')).toBe(status);
    expect((await bench().chat(openid)).some(({ via }) => via === 'template')).toBe(false);
  });

  it('come from the library, 25 at most', async () => {
    const add = () =>
      bench().api<{ template_id: string }>('/cgi-bin/template/api_add_template', {
        template_id_short: '43101',
        keyword_name_list: ['停电区域', '开始时间'],
      });
    const { template_id } = await add();
    const { template_list } = await bench().api<{ template_list: { content: string }[] }>(
      '/cgi-bin/template/get_all_private_template',
    );
    expect(template_list[0]?.content).toBe('停电区域:{{thing1.DATA}}\n开始时间:{{time2.DATA}}\n');
    for (let count = 1; count < 25; count += 1) await add();
    expect(await add()).toMatchObject({ errcode: 45026 });
    expect(await bench().api('/cgi-bin/template/del_private_template', { template_id })).toEqual(ok);
  });
});

describe('a receipt under load', () => {
  const hasty = useBench({ tuning: { receiptBeforeAnswer: true } });

  it('comes before the answer to its send when the tuning says so', async () => {
    const openid = await hasty().follower();
    const { json } = await hasty().request<{ template_id: string }>('POST', '/control/templates', outage);
    await hasty().api('/cgi-bin/message/template/send', { touser: openid, template_id: json.template_id, data });
    expect(at(hasty().clear().at(-1), 'Event')).toBe('TEMPLATESENDJOBFINISH');
  });
});

describe('subscription notices', () => {
  const send = (touser: string, template_id: string, values: Record<string, unknown> = data) =>
    bench().api('/cgi-bin/message/subscribe/bizsend', { touser, template_id, page: 'https://x.cn', data: values });
  const consent = (openid: string, body: Record<string, unknown>) =>
    bench().request('POST', `/control/followers/${openid}/consents`, body);

  it('use up a consent each, and report what became of them', async () => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    expect(await send(openid, template_id)).toMatchObject({ errcode: 43101 });
    await consent(openid, { template_id, accept: true });
    const popup = bench().clear().at(-1)?.children['SubscribeMsgPopupEvent']?.[0];
    expect(at(popup, 'List', 'SubscribeStatusString')).toBe('accept');
    expect(await send(openid, template_id)).toEqual(ok);
    expect(await send(openid, template_id)).toMatchObject({ errcode: 43101 });
    const sent = await eventually(() =>
      bench()
        .clear()
        .find((xml) => at(xml, 'Event') === 'subscribe_msg_sent_event'),
    );
    expect(at(sent, 'SubscribeMsgSentEvent', 'List', 'ErrorStatus')).toBe('success');
  });

  it('go on under a long-term consent until it is withdrawn, and are never cut', async () => {
    const [openid, template_id] = [await bench().follower(), await addTemplate()];
    await consent(openid, { template_id, accept: true, longTerm: true });
    for (let time = 0; time < 3; time += 1) expect(await send(openid, template_id)).toEqual(ok);
    expect(await send(openid, template_id, { ...data, thing1: { value: '长'.repeat(21) } })).toMatchObject({
      errcode: 47003,
    });
    await consent(openid, { template_id, accept: false, change: true });
    expect(at(bench().clear().at(-1), 'Event')).toBe('subscribe_msg_change_event');
    expect(await send(openid, template_id)).toMatchObject({ errcode: 43101 });
  });
});

describe('mass messages', () => {
  const toAll = (body: Record<string, unknown> = {}) =>
    bench().api<{ msg_id: number; errcode: number }>('/cgi-bin/message/mass/sendall', {
      filter: { is_to_all: true },
      msgtype: 'text',
      text: { content: '通知' },
      ...body,
    });
  const finished = () =>
    bench()
      .clear()
      .filter((xml) => at(xml, 'Event') === 'MASSSENDJOBFINISH');

  it('reach all, count, and finish with a result', async () => {
    const [first] = [await bench().follower(), await bench().follower()];
    const { msg_id } = await toAll();
    const result = await eventually(() => finished()[0]);
    expect(['MsgID', 'Status', 'TotalCount', 'SentCount', 'ErrorCount'].map((name) => at(result, name))).toEqual([
      String(msg_id),
      'send success',
      '2',
      '2',
      '0',
    ]);
    expect((await bench().chat(first)).at(-1)?.via).toBe('mass');
    expect(await bench().api('/cgi-bin/message/mass/get', { msg_id })).toEqual({ msg_id, msg_status: 'SEND_SUCCESS' });
  });

  it('are one a day to all, and a repeated clientmsgid gives the first one', async () => {
    await bench().follower();
    const { msg_id } = await toAll({ clientmsgid: 'c1' });
    expect(await toAll({ clientmsgid: 'c1' })).toMatchObject({ errcode: 45065, msg_id });
    expect(await toAll()).toMatchObject({ errcode: 45028 });
    bench().advance(24 * 60 * minute);
    expect(await toAll()).toMatchObject({ errcode: 0 });
  });

  it('are four a month for each follower; further ones fail for that follower', async () => {
    const people = [await bench().follower(), await bench().follower()];
    const send = () =>
      bench().api('/cgi-bin/message/mass/send', { touser: people, msgtype: 'text', text: { content: 'x' } });
    for (let time = 0; time < 5; time += 1) await send();
    await eventually(() => (finished().length === 5 ? true : undefined));
    expect((await bench().chat(people[0] ?? '')).filter(({ via }) => via === 'mass')).toHaveLength(4);
    expect(
      finished()
        .map((xml) => at(xml, 'ErrorCount'))
        .sort(),
    ).toEqual(['0', '0', '0', '0', '2']);
    expect(
      await bench().api('/cgi-bin/message/mass/send', { touser: ['one'], msgtype: 'text', text: { content: 'x' } }),
    ).toMatchObject({ errcode: 40032 });
  });
});

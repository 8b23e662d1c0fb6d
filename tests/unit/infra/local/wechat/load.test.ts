import { describe, expect, it } from 'vitest';
import type { NoticeCounts } from '../../../../../infra/local/wechat/contract.ts';
import { at, eventually, useBench } from './support/simulator.ts';

const bench = useBench();
const minute = 60_000;
const data = { thing1: { value: '人民路' }, time2: { value: '2026年11月22日 15:40' } };
const fields = { thing1: '停电区域', time2: '开始时间' };

const aTemplate = async (): Promise<string> =>
  (await bench().request<{ template_id: string }>('POST', '/control/templates', { title: '停电通知', fields })).json
    .template_id;
const aCrowd = async (count: number, traits: Record<string, unknown> = {}): Promise<string[]> =>
  (await bench().request<{ openids: string[] }>('POST', '/control/audience', { count, ...traits })).json.openids;
const send = (touser: string, template_id: string, rest: Record<string, unknown> = {}) =>
  bench().api<{ errcode: number; msgid?: number }>('/cgi-bin/message/template/send', {
    ...{ touser, template_id, data },
    ...rest,
  });
const subscribe = (touser: string, template_id: string) =>
  bench().api('/cgi-bin/message/subscribe/bizsend', { touser, template_id, data });
const tune = (tuning: Record<string, unknown>) => bench().request('PATCH', '/control/tuning', tuning);
const counts = async (): Promise<NoticeCounts | undefined> =>
  (await bench().request<NoticeCounts[]>('GET', '/control/notices')).json[0];
const receipts = () =>
  bench()
    .clear()
    .filter((xml) => at(xml, 'Event') === 'TEMPLATESENDJOBFINISH');

describe('silent followers', () => {
  it('have openids of their own, which survive a restart', async () => {
    const [template, crowd] = [await aTemplate(), await aCrowd(300)];
    expect(new Set(crowd).size).toBe(300);
    for (const openid of crowd.slice(0, 20)) expect(openid).toMatch(/^o[\w-]{27}$/);
    await bench().restart();
    expect(await send(crowd[299] ?? '', template)).toMatchObject({ errcode: 0 });
    expect(await send(`${crowd[0]?.slice(0, 7)}${crowd[1]?.slice(7)}`, template)).toMatchObject({ errcode: 40003 });
  });

  it('get what others get, and leave no chat, no calls and no wire behind', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(2)];
    expect(await send(openid, template)).toMatchObject({ errcode: 0, msgid: expect.any(Number) });
    const receipt = await eventually(() => receipts()[0]);
    expect([at(receipt, 'FromUserName'), at(receipt, 'Status')]).toEqual([openid, 'success']);
    expect((await bench().wire()).filter((entry) => entry.openid === openid)).toEqual([]);
    expect((await bench().request('GET', '/control/calls?path=/cgi-bin/message/template/send')).json).toEqual([]);
    expect((await bench().request<unknown[]>('GET', '/control/followers')).json).toEqual([]);
  });

  it.each([
    [{ following: false }, 43004],
    [{ refusedWith: 43101 }, 43101],
    [{}, 0],
  ])('are refused as others are: %o', async (traits, errcode) => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1, traits)];
    expect(await send(openid, template)).toMatchObject({ errcode });
  });

  it('take subscription notices only under a long-term consent', async () => {
    const template = await aTemplate();
    const [[refusing = ''], [willing = '']] = [await aCrowd(1), await aCrowd(1, { longTerm: [template] })];
    expect(await subscribe(refusing, template)).toMatchObject({ errcode: 43101 });
    for (let time = 0; time < 2; time += 1) expect(await subscribe(willing, template)).toMatchObject({ errcode: 0 });
    expect(await counts()).toMatchObject({ refused: { 43101: 1 }, accepted: 2, people: { once: 0, more: 1, none: 1 } });
  });

  it('become people when somebody plays one', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    expect(await bench().say(openid, { type: 'text', content: '在吗' })).toMatchObject({ attempts: 1 });
    await bench().request('PATCH', `/control/followers/${openid}`, { notices: 'blocked' });
    await send(openid, template);
    expect(at(await eventually(() => receipts()[0]), 'Status')).toBe('failed:user block');
  });

  it('send no receipts when their order says so', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1, { withoutReceipts: true })];
    await send(openid, template);
    expect((await bench().request('GET', '/control/receipts')).json).toEqual({ waiting: 0 });
    expect(await counts()).toMatchObject({ accepted: 1 });
  });
});

describe('the simulator’s own counts', () => {
  it('tell how many people got a notice once, more often, and not at all', async () => {
    const [template, crowd] = [await aTemplate(), await aCrowd(5)];
    const [a = '', b = '', c = ''] = crowd;
    for (const openid of [a, b, b]) await send(openid, template);
    for (let time = 0; time < 2; time += 1) await send(c, template, { client_msg_id: 'n1' });
    const counted = await counts();
    expect(counted).toMatchObject({
      template_id: template,
      accepted: 4,
      repeated: 1,
      people: { once: 2, more: 1, none: 2 },
      reachedTwice: { openids: [], crowd: [1] },
    });
    expect(counted?.timeline.reduce((sum, [, count]) => sum + count, 0)).toBe(4);
  });

  it('forget a client_msg_id after ten minutes, for silent followers too', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    await send(openid, template, { client_msg_id: 'n1' });
    bench().advance(10 * minute - 500);
    await send(openid, template, { client_msg_id: 'n1' });
    bench().advance(501);
    await send(openid, template, { client_msg_id: 'n1' });
    expect(await counts()).toMatchObject({ accepted: 2, repeated: 1 });
  });

  it('tell notices apart by their data, and count receipts by status', async () => {
    const template = await aTemplate();
    const [[fine = ''], [blocking = '']] = [await aCrowd(1), await aCrowd(1, { notices: 'blocked' })];
    await send(fine, template);
    await send(blocking, template);
    await send(fine, template, { data: { ...data, thing1: { value: '中山路' } } });
    await eventually(() => receipts()[2]);
    const both = (await bench().request<NoticeCounts[]>('GET', `/control/notices?template_id=${template}`)).json;
    expect(both.map(({ accepted, receipts: { acknowledged } }) => ({ accepted, acknowledged }))).toEqual([
      { accepted: 2, acknowledged: { success: 1, 'failed:user block': 1 } },
      { accepted: 1, acknowledged: { success: 1 } },
    ]);
  });
});

describe('what a test may ask of receipts', () => {
  it('comes twice', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    await tune({ receiptCopies: 2 });
    await send(openid, template);
    await eventually(() => receipts()[1]);
    expect((await counts())?.receipts).toEqual({ acknowledged: { success: 1 }, lost: 0 });
  });

  it.each([
    ['zero', '0'],
    ['none', undefined],
  ])('has an id that is %s', async (receiptMessageId, id) => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    await tune({ receiptMessageId });
    await send(openid, template);
    expect(at(await eventually(() => receipts()[0]), 'MsgID')).toBe(id);
  });

  it('comes no faster than its rate', async () => {
    const [template, crowd] = [await aTemplate(), await aCrowd(30)];
    await tune({ receiptsPerSecond: 50, receiptDelayMs: 0 });
    await Promise.all(crowd.map((openid) => send(openid, template)));
    const begun = performance.now();
    await eventually(() => receipts()[29], 5000);
    expect(performance.now() - begun).toBeGreaterThan(300);
    expect((await tune({ receiptsPerSecond: null })).json).not.toHaveProperty('receiptsPerSecond');
  });

  it('is lost when the account takes it at no delivery', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    bench().account.answer = () => ({ status: 500 });
    await send(openid, template);
    await eventually(() => receipts()[2]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await counts())?.receipts).toEqual({ acknowledged: {}, lost: 1 });
  });
});

describe('answers', () => {
  it('take as long as they are told', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    await tune({ answerMs: 120 });
    const begun = performance.now();
    await send(openid, template);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(118);
  });

  it('may be lost after the message went out', async () => {
    const [template, [openid = '']] = [await aTemplate(), await aCrowd(1)];
    await bench().request('POST', '/control/faults', { path: '/cgi-bin/message/template/send', drop: true });
    await expect(send(openid, template)).rejects.toThrow();
    expect(await counts()).toMatchObject({ accepted: 1 });
  });
});

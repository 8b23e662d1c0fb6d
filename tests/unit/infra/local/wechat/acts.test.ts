import { describe, expect, it } from 'vitest';
import { at, keys, useBench } from './support/simulator.ts';

const bench = useBench();

const last = () => bench().clear().at(-1);
const event = (...names: string[]) => names.map((name) => at(last(), name));

describe('following', () => {
  it('sends subscribe, with the scene of a scanned code and its ticket', async () => {
    await bench().follower();
    expect(event('MsgType', 'Event', 'EventKey', 'Ticket')).toEqual(['event', 'subscribe', '', undefined]);
    await bench().follower({ scene: 'outlet-3' });
    expect(event('Event', 'EventKey')).toEqual(['subscribe', 'qrscene_outlet-3']);
    expect(at(last(), 'Ticket')).toBeTruthy();
  });

  it('keeps the openid when a person unfollows and follows again', async () => {
    const openid = await bench().follower();
    await bench().request('DELETE', `/control/followers/${openid}`);
    expect(event('Event', 'FromUserName')).toEqual(['unsubscribe', openid]);
    await bench().request('POST', `/control/followers/${openid}/follow`, { scene: 's' });
    expect(event('Event', 'FromUserName', 'EventKey')).toEqual(['subscribe', openid, 'qrscene_s']);
    expect((await bench().request('POST', `/control/followers/${openid}/follow`)).status).toBe(409);
  });

  it('sends SCAN without prefix for who follows already, by ticket or scene, until the code expires', async () => {
    const openid = await bench().follower();
    const order = {
      expire_seconds: 60,
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'poster-7' } },
    };
    const { ticket } = await bench().api<{ ticket: string }>('/cgi-bin/qrcode/create', order);
    await bench().request('POST', `/control/followers/${openid}/scan`, { ticket });
    expect(event('Event', 'EventKey', 'Ticket')).toEqual(['SCAN', 'poster-7', ticket]);
    await bench().request('POST', `/control/followers/${openid}/scan`, { scene: '12' });
    expect(event('Event', 'EventKey')).toEqual(['SCAN', '12']);
    bench().advance(61_000);
    expect((await bench().request('POST', `/control/followers/${openid}/scan`, { ticket })).status).toBe(410);
  });
});

describe('messages', () => {
  it('has the elements of every kind', async () => {
    const openid = await bench().follower();
    await bench().say(openid, { type: 'voice', text: '查电费' });
    expect(event('MsgType', 'Format', 'Recognition')).toEqual(['voice', 'amr', '']);
    expect(at(last(), 'MediaId16K')).toBeTruthy();
    await bench().say(openid, { type: 'voice', text: '查电费', recognition: true });
    expect(event('Recognition')).toEqual(['查电费']);
    await bench().say(openid, { type: 'image' });
    const url = at(last(), 'PicUrl') ?? '';
    expect((await fetch(url)).headers.get('content-type')).toBe('image/png');
    await bench().say(openid, { type: 'video' });
    expect(at(last(), 'ThumbMediaId')).toBeTruthy();
    await bench().say(openid, { type: 'location', latitude: 30.5, longitude: 120.25, label: '人民路' });
    expect(event('Location_X', 'Location_Y', 'Scale', 'Label')).toEqual(['30.5', '120.25', '15', '人民路']);
    await bench().say(openid, { type: 'link', title: 't', description: 'd', url: 'https://x.cn' });
    expect(event('MsgType', 'Title', 'Description', 'Url')).toEqual(['link', 't', 'd', 'https://x.cn']);
    await bench().say(openid, { type: 'choice', id: '7', content: '电费查询' });
    expect(event('MsgType', 'Content', 'bizmsgmenuid')).toEqual(['text', '电费查询', '7']);
  });

  it('reports positions and whatever raw elements say', async () => {
    const openid = await bench().follower();
    await bench().say(openid, { type: 'gps', latitude: 30, longitude: 120, precision: 8 });
    expect(event('Event', 'Latitude', 'Longitude', 'Precision')).toEqual(['LOCATION', '30', '120', '8']);
    await bench().say(openid, { type: 'raw', elements: '<MsgType>hologram</MsgType><Depth>3</Depth>' });
    expect(event('FromUserName', 'MsgType', 'Depth')).toEqual([openid, 'hologram', '3']);
  });

  it('keeps the whole chat in the order the follower sees it', async () => {
    const openid = await bench().follower({ nickname: '小王' });
    bench().account.answer = () => ({
      body: `<xml><ToUserName>${openid}</ToUserName><FromUserName>${keys.originalId}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>答</Content></xml>`,
    });
    await bench().say(openid, { type: 'text', content: '问' });
    await bench().api('/cgi-bin/message/custom/send', { touser: openid, msgtype: 'text', text: { content: '补充' } });
    const seen = (await bench().chat(openid)).map(({ via, content }) => [
      via,
      'text' in content ? content.text : content.type,
    ]);
    expect(seen).toEqual([
      ['system', '已关注测试服务号'],
      ['follower', '问'],
      ['passive', '答'],
      ['customer-service', '补充'],
    ]);
  });

  it('refuses unknown members, unknown people and people who do not follow', async () => {
    const openid = await bench().follower();
    const typo = await bench().request('POST', `/control/followers/${openid}/say`, { type: 'text', contnet: 'x' });
    expect(typo).toMatchObject({ status: 400, json: { error: { code: 'bad_body' } } });
    const extra = await bench().request('POST', `/control/followers/${openid}/tap`, { key: 'a', keys: 'b' });
    expect(extra).toMatchObject({ status: 400, json: { error: { field: 'keys' } } });
    expect((await bench().request('GET', '/control/followers/__proto__/chat')).status).toBe(404);
    await bench().request('DELETE', `/control/followers/${openid}`);
    const gone = await bench().request('POST', `/control/followers/${openid}/say`, { type: 'text', content: 'x' });
    expect(gone).toMatchObject({ status: 409, json: { error: { code: 'not_following' } } });
  });
});

describe('menu taps', () => {
  const button = [
    { name: '查询', type: 'click', key: 'bill' },
    { name: '网页', type: 'view', url: 'https://x.cn/p?a=1' },
    {
      name: '更多',
      sub_button: [
        { name: '扫码', type: 'scancode_waitmsg', key: 'scan' },
        { name: '拍照', type: 'pic_photo_or_album', key: 'photo' },
        { name: '位置', type: 'location_select', key: 'place' },
      ],
    },
  ];

  it('become the event of the button, found by key, address or name', async () => {
    const openid = await bench().follower();
    await bench().api('/cgi-bin/menu/create', { button });
    await bench().tap(openid, '查询');
    expect(event('Event', 'EventKey')).toEqual(['CLICK', 'bill']);
    await bench().tap(openid, 'https://x.cn/p?a=1');
    expect(event('Event', 'EventKey')).toEqual(['VIEW', 'https://x.cn/p?a=1']);
    await bench().request('POST', `/control/followers/${openid}/tap`, { key: 'scan', result: 'A-1' });
    expect([...event('Event'), at(last(), 'ScanCodeInfo', 'ScanResult')]).toEqual(['scancode_waitmsg', 'A-1']);
  });

  it('bring along the picture taken and the place chosen', async () => {
    const openid = await bench().follower();
    await bench().api('/cgi-bin/menu/create', { button });
    await bench().tap(openid, 'photo');
    const [picture, image] = bench().clear().slice(-2);
    expect(at(picture, 'SendPicsInfo', 'Count')).toBe('1');
    expect(at(image, 'MsgType')).toBe('image');
    await bench().tap(openid, 'place');
    const [chosen, location] = bench().clear().slice(-2);
    expect(at(chosen, 'SendLocationInfo', 'Location_X')).toBe(at(location, 'Location_X'));
  });

  it('are refused for a key that this follower does not see', async () => {
    const openid = await bench().follower();
    await bench().api('/cgi-bin/menu/create', { button });
    const refused = await bench().request('POST', `/control/followers/${openid}/tap`, { key: 'staff' });
    expect(refused).toMatchObject({ status: 404, json: { error: { code: 'no_such_button', field: 'key' } } });
  });
});

describe('a handed-over conversation', () => {
  it('waits for a seat', async () => {
    const openid = await bench().follower();
    bench().account.answer = () => ({
      body: `<xml><ToUserName>${openid}</ToUserName><FromUserName>${keys.originalId}</FromUserName><CreateTime>1</CreateTime><MsgType>transfer_customer_service</MsgType></xml>`,
    });
    await bench().say(openid, { type: 'text', content: '人工' });
    bench().account.answer = () => ({ body: 'success' });
    expect(await bench().api('/customservice/kfsession/getwaitcase')).toMatchObject({
      count: 1,
      waitcaselist: [{ openid }],
    });
    await bench().api('/customservice/kfaccount/add', { kf_account: 'a@gh', nickname: '小李' });
    await bench().api('/customservice/kfsession/create', { kf_account: 'a@gh', openid });
    expect(await bench().api(`/customservice/kfsession/getsession?openid=${openid}`)).toMatchObject({
      kf_account: 'a@gh',
    });
    expect(await bench().api('/customservice/kfsession/getwaitcase')).toMatchObject({ count: 0 });
  });
});

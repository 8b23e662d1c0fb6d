import { describe, expect, it } from 'vitest';
import { useBench } from './support/simulator.ts';

const bench = useBench();
const click = (name: string, key = 'k') => ({ name, type: 'click', key });
const create = (button: unknown[]) => bench().api('/cgi-bin/menu/create', { button });

describe('menu limits', () => {
  const longUrl = `https://x.cn/${'a'.repeat(1024)}`;
  const parent = (...sub_button: unknown[]) => ({ name: '上', sub_button });

  it.each([
    ['no button', [], 40016],
    ['four buttons', [1, 2, 3, 4].map((n) => click(`b${n}`)), 40016],
    ['a name over 16 bytes', [click('六个汉字太长')], 40018],
    ['a key over 128 bytes', [click('a', 'k'.repeat(129))], 40019],
    ['a url over 1024 bytes', [{ name: 'a', type: 'view', url: longUrl }], 40020],
    ['an unknown type', [{ name: 'a', type: 'fly', key: 'k' }], 40017],
    ['six children', [parent(...[1, 2, 3, 4, 5, 6].map((n) => click(`c${n}`)))], 40023],
    ['a child name over 60 bytes', [parent(click('二'.repeat(21)))], 40025],
    ['a child key over 128 bytes', [parent(click('a', 'k'.repeat(129)))], 40026],
    ['a child url over 1024 bytes', [parent({ name: 'a', type: 'view', url: longUrl })], 40027],
  ])('refuse %s', async (_what, button, errcode) => {
    expect(await create(button)).toMatchObject({ errcode });
  });

  it('accept names of just 16 and 60 bytes', async () => {
    expect(await create([{ name: '五个汉字1', type: 'click', key: 'k' }, parent(click('二'.repeat(20)))])).toEqual({
      errcode: 0,
      errmsg: 'ok',
    });
  });
});

describe('menus for some', () => {
  it('need a default menu and a rule', async () => {
    const order = { button: [click('员工')], matchrule: { tag_id: '101' } };
    expect(await bench().api('/cgi-bin/menu/addconditional', order)).toMatchObject({ errcode: 65303 });
    await create([click('大家')]);
    expect(await bench().api('/cgi-bin/menu/addconditional', { ...order, matchrule: {} })).toMatchObject({
      errcode: 65304,
    });
    expect(await bench().api('/cgi-bin/menu/delconditional', { menuid: '1' })).toMatchObject({ errcode: 65301 });
  });

  it('are seen by those with the tag, the one made last first', async () => {
    const [member, other] = [await bench().follower(), await bench().follower()];
    await create([click('大家')]);
    const { tag } = await bench().api<{ tag: { id: number } }>('/cgi-bin/tags/create', { tag: { name: '员工' } });
    await bench().api('/cgi-bin/tags/members/batchtagging', { openid_list: [member], tagid: tag.id });
    const matchrule = { tag_id: String(tag.id) };
    await bench().api('/cgi-bin/menu/addconditional', { button: [click('旧')], matchrule });
    const { menuid } = await bench().api<{ menuid: string }>('/cgi-bin/menu/addconditional', {
      button: [click('新')],
      matchrule,
    });
    const seen = async (openid: string) => (await bench().request('GET', `/control/followers/${openid}/menu`)).json;
    expect(await seen(member)).toMatchObject({ button: [{ name: '新' }] });
    expect(await seen(other)).toMatchObject({ button: [{ name: '大家' }] });
    expect(await bench().api('/cgi-bin/menu/trymatch', { user_id: member })).toMatchObject({
      button: [{ name: '新' }],
    });
    await bench().api('/cgi-bin/menu/delconditional', { menuid });
    expect(await seen(member)).toMatchObject({ button: [{ name: '旧' }] });
  });

  it('go with the default menu when that is deleted', async () => {
    await create([click('大家')]);
    expect(await bench().api('/cgi-bin/menu/get')).toMatchObject({
      menu: { button: [{ name: '大家', sub_button: [] }], menuid: expect.any(Number) },
    });
    await bench().api('/cgi-bin/menu/delete');
    expect(await bench().api('/cgi-bin/menu/get')).toMatchObject({ errcode: 46003 });
  });
});

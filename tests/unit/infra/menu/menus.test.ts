import { expect, test } from 'vitest';
import { differences, listing, menusOf } from '../../../../infra/menu/menus.ts';
import { buttonsOf, menuOf } from '../../../../lib/chat/menu.ts';
import type { Menu } from '../../../../lib/platform/profile/menu.ts';

const aMenu: Menu = [
  { name: '用电', children: [{ name: '电费账单', topic: 'bill' }] },
  { name: '官网', url: 'https://example.com/' },
  { name: '扫一扫', topic: 'scan', type: 'scancode_waitmsg' },
];

test('a topic becomes a click button with the topic as its key, an address a view button', () => {
  expect(menuOf({ menu: aMenu })).toEqual({
    button: [
      { name: '用电', sub_button: [{ type: 'click', name: '电费账单', key: 'bill' }] },
      { type: 'view', name: '官网', url: 'https://example.com/' },
      { type: 'scancode_waitmsg', name: '扫一扫', key: 'scan' },
    ],
  });
});

test('menus that WeChat gives back with empty sub-buttons are the same menus', () => {
  const account = buttonsOf(aMenu).map((button) => ({ sub_button: [], ...button }));
  expect(differences({ default: account, personal: new Map() }, menusOf({ menu: aMenu }))).toEqual([]);
});

test('every differing value is named with what the account and the profile say', () => {
  const account = { default: buttonsOf(aMenu), personal: new Map() };
  const profile = menusOf({ menu: [{ name: '用电', children: [{ name: '账单', topic: 'bill' }] }] });
  expect(differences(account, profile)).toEqual([
    'menu[0].children[0].name: account "电费账单", profile "账单"',
    'menu[1].type: account "view", profile nothing',
    'menu[1].name: account "官网", profile nothing',
    'menu[1].url: account "https://example.com/", profile nothing',
    'menu[2].type: account "scancode_waitmsg", profile nothing',
    'menu[2].name: account "扫一扫", profile nothing',
    'menu[2].key: account "scan", profile nothing',
  ]);
});

test('a menu that only one side has is told in one line', () => {
  const account = { default: undefined, personal: new Map([['老用户', buttonsOf(aMenu)]]) };
  expect(differences(account, menusOf({ menu: aMenu, personalMenus: { 工作人员: aMenu } }))).toEqual([
    'menu: the account has no such menu',
    'personalMenus.老用户: the profile has no such menu',
    'personalMenus.工作人员: the account has no such menu',
  ]);
});

test('the listing shows names, kinds and targets', () => {
  expect(listing(menusOf({ menu: aMenu, personalMenus: { 工作人员: [{ name: '工作', topic: 'staff' }] } }))).toBe(
    [
      'menu',
      '  用电',
      '    电费账单  (click bill)',
      '  官网  (view https://example.com/)',
      '  扫一扫  (scancode_waitmsg scan)',
      'menu for the tag 工作人员',
      '  工作  (click staff)',
    ].join('\n'),
  );
});

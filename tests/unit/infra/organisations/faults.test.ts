import { describe, expect, test } from 'vitest';
import { loadOrganisation } from '../../../../infra/build/organisation.ts';
import { anOrganisationCopy } from './organisation-copy.ts';

/** A fault: the edit that makes it, the passage at which the message points, and the message. */
interface Broken {
  what: string;
  file?: string;
  from: string | RegExp;
  to: string;
  at: string;
  inside?: string;
  says: string;
}

const broken: Broken[] = [
  {
    what: 'a menu button that names an unknown topic',
    from: 'name: 停电查询, topic: outage }',
    to: 'name: 停电查询, topic: outge }',
    at: 'outge',
    says: 'menu[0].children[1].topic: unknown topic "outge" (did you mean "outage"?)',
  },
  {
    what: 'a reserve that leaves bulk notices nothing',
    from: 'urgentReserve: 10000',
    to: 'urgentReserve: 100001',
    at: '100001',
    says: 'notices.urgentReserve: must be less than dailyQuota',
  },
  {
    what: 'a button of a personal menu that names an unknown topic',
    from: 'name: 工作指引, topic: staff',
    to: 'name: 工作指引, topic: colleagues',
    at: 'colleagues',
    says: 'personalMenus.工作人员[2].children[0].topic: unknown topic "colleagues"',
  },
  {
    what: 'a number that names an unknown topic',
    from: 'name: 服务密码, topic: password',
    to: 'name: 服务密码, topic: pasword',
    at: 'pasword',
    says: 'numbers[7].entries[1].topic: unknown topic "pasword" (did you mean "password"?)',
  },
  {
    what: 'a next choice that names an unknown topic',
    from: 'next: [find-number, accounts, account-data]',
    to: 'next: [find-number, acounts, account-data]',
    at: 'acounts',
    says: 'topics[0].next[1]: unknown topic "acounts" (did you mean "accounts"?)',
  },
  {
    what: 'a word of two topics, in another spelling',
    from: 'words: [户号, 查户号',
    to: "words: ['绑 定！', 查户号",
    at: "'绑 定！'",
    says: 'topics[1].words[0]: the word "绑 定！" already belongs to the topic "bind"',
  },
  {
    what: 'a word that is a number of the menu',
    from: 'words: [户号, 查户号',
    to: "words: ['１２', 查户号",
    at: "'１２'",
    says: 'topics[1].words[0]: the word "１２" is read as a number',
  },
  {
    what: 'a word of nothing but signs',
    from: 'words: [户号, 查户号',
    to: "words: ['？！', 查户号",
    at: "'？！'",
    says: 'topics[1].words[0]: the word "？！" has neither letters nor digits',
  },
  {
    what: 'a topic id that is used twice',
    from: 'id: find-number',
    to: 'id: bind',
    at: 'bind\n    title: 户号在哪里找',
    says: 'topics[1].id: topic id "bind" is used twice',
  },
  {
    what: 'a number that is used twice on one level',
    from: 'number: 2, name: 户号在哪里找',
    to: 'number: 1, name: 户号在哪里找',
    at: '1, name: 户号在哪里找',
    says: 'numbers[0].entries[1].number: number 1 is used twice',
  },
  {
    what: 'the number 0, which goes back',
    from: 'number: 1, name: 怎样绑定',
    to: 'number: 0, name: 怎样绑定',
    at: '0, name: 怎样绑定',
    says: 'numbers[0].entries[0].number: Too small: expected number to be >=1',
  },
  {
    what: 'a mark that nothing fills in',
    from: '听到您说：{text}',
    to: '听到您说：{words}',
    at: '听到您说',
    says: 'texts.voiceHeard: nothing fills in {words}; allowed here: {text}',
  },
  {
    what: 'a mark in a text that has none',
    from: '回复 0 返回上一级',
    to: '回复 {number} 返回上一级',
    at: '回复 {number}',
    says: 'texts.numbersBack: nothing fills in {number}; no marks here',
  },
  {
    what: 'office hours that end before they begin',
    from: 'to: "22:00"',
    to: 'to: "07:30"',
    at: '"07:30"',
    says: 'officeHours[0].to: closes at 07:30, not after opening at 08:00',
  },
  {
    what: 'no way to a person',
    from: 'service: person',
    to: 'service: nobody',
    at: '- id: bind\n',
    says: 'topics: no topic has the service person',
  },
  {
    what: 'no guide',
    from: 'service: guide',
    to: 'service: leader',
    at: '- id: bind\n',
    says: 'topics: no topic has the service guide',
  },
  {
    what: 'no outlets',
    from: 'service: outlets',
    to: 'service: places',
    at: '- id: bind\n',
    says: 'topics: no topic has the service outlets',
  },
  {
    what: 'a person who does not answer to 人工',
    from: 'words: [人工, 人工客服',
    to: 'words: [人工客服',
    at: '- id: bind\n',
    says: 'topics: the topic with the service person lacks the word 人工',
  },
  {
    what: 'a menu name that is too long',
    from: 'name: 用电\n',
    to: 'name: 用电服务大厅\n',
    at: '用电服务大厅',
    says: 'menu[0].name: longer than 16 bytes in UTF-8',
  },
  {
    what: 'a button type that contradicts what the button does',
    from: 'name: 电费账单, topic: bill }',
    to: 'name: 电费账单, topic: bill, type: view }',
    at: 'view',
    says: 'menu[0].children[0].type: the type view goes with a url, every other type with a topic',
  },
  {
    what: 'an announcement by a template that is not there',
    from: 'template: account-changed,\n      title: 资料变更',
    to: 'template: account-change,\n      title: 资料变更',
    at: 'account-change,',
    inside: 'announcements:',
    says: 'announcements.details.template: unknown template "account-change" (did you mean "account-changed"?)',
  },
  {
    what: 'an announcement whose template has a mark that nothing fills in',
    from: 'thing2: "{change}", time3: "{at}"',
    to: 'thing2: "{what}", time3: "{at}"',
    at: '{ character_string1: "{account}"',
    says: 'templates.account-changed.values: nothing fills in {what} of announcements.details',
  },
  {
    what: 'a template field of no type of WeChat',
    from: 'fields: { thing1: 停电区域',
    to: 'fields: { thng1: 停电区域',
    at: '停电区域',
    says: 'templates.outage-planned.fields.thng1: WeChat has no field type "thng" (did you mean "thing"?)',
  },
  {
    what: 'an outage’s template that is not there',
    from: 'changed: outage-changed',
    to: 'changed: outage-changd',
    at: 'outage-changd',
    says: 'outages.changed: unknown template "outage-changd" (did you mean "outage-changed"?)',
  },
  {
    what: 'a mark that no outage fills in',
    from: 'thing3: 家里还没有电，请回复“报修” }',
    to: 'thing3: "{account}还没有电，请回复“报修”" }',
    at: '{ thing1: "{place}", time2: "{at}", thing3',
    says: 'templates.outage-restored.values: nothing fills in {account} of an outage',
  },
  {
    what: 'a misspelt key',
    from: 'erasureDelayDays: 30',
    to: 'erasureDelayDays: 30\nerasureDelay: 30',
    at: '30\nlimits',
    says: 'erasureDelay: no such key',
  },
  {
    what: 'a missing part',
    from: 'telephone: 0999-1234501\n',
    to: '',
    at: 'name: 临江供电',
    says: 'telephone: is missing',
  },
  {
    what: 'coordinates the wrong way round',
    file: 'outlets.yaml',
    from: 'latitude: 30.251862\n  longitude: 120.168934',
    to: 'latitude: 120.168934\n  longitude: 30.251862',
    at: '120.168934',
    says: '[0].latitude: latitude 120.168934 and longitude 30.251862 look swapped',
  },
  {
    what: 'an outlet id that is used twice',
    file: 'outlets.yaml',
    from: 'id: jiangbei\n',
    to: 'id: chengzhong\n',
    at: 'chengzhong\n  name: 江北',
    says: '[1].id: outlet id "chengzhong" is used twice',
  },
  {
    what: 'a key given twice',
    from: 'description: 临江市',
    to: 'name: 临江\ndescription: 临江市',
    at: 'name: 临江\n',
    says: 'Map keys must be unique',
  },
];

test.each(broken)('$what is refused with its place', async ({ file = 'profile.yaml', from, to, at, inside, says }) => {
  const copy = anOrganisationCopy();
  copy.edit(file, from, to);
  expect((await copy.faults()).filter((fault) => fault.endsWith(says))).toEqual([
    `${copy.place(file, at, inside)} ${says}`,
  ]);
});

test('an untouched copy has no fault', async () => {
  expect(await anOrganisationCopy().faults()).toEqual([]);
});

test('all faults of both files are told at once', async () => {
  const copy = anOrganisationCopy();
  copy.edit('profile.yaml', 'topic: outage }', 'topic: outge }');
  copy.edit('profile.yaml', '听到您说：{text}', '听到您说：{words}');
  copy.edit('profile.yaml', 'erasureDelayDays: 30', 'erasureDelayDays: 31');
  copy.edit('outlets.yaml', 'id: jiangbei\n', 'id: chengzhong\n');
  const messages = (await copy.faults()).map((fault) => fault.replace(/^\S+ /, ''));
  expect(messages).toEqual([
    'erasureDelayDays: Too big: expected number to be <=30',
    'texts.voiceHeard: nothing fills in {words}; allowed here: {text}',
    'menu[0].children[1].topic: unknown topic "outge" (did you mean "outage"?)',
    '[1].id: outlet id "chengzhong" is used twice',
  ]);
});

describe('an unknown organisation', () => {
  test('is answered with the known ones and what to copy', async () => {
    await expect(loadOrganisation('pwer')).rejects.toMatchObject({
      code: 'organisation_unknown',
      message: [
        'unknown organisation "pwer" (did you mean "power"?); known: bank, campus, housing-fund, police, power',
        'to make a new one, copy infra/organisations/bank to infra/organisations/<name> and edit profile.yaml and outlets.yaml',
      ].join('\n'),
    });
  });

  test('cannot lead out of the folder', async () => {
    await expect(loadOrganisation('../organisations/power')).rejects.toMatchObject({ code: 'organisation_unknown' });
  });
});

/** What a follower of an organisation queries, and what they see in the end. */
export interface Query {
  organisation: string;
  /** The kind of subject that is bound for it. */
  kind: string;
  /** The way by the menu. */
  menu: [button: string, entry: string];
  words: string;
  path: string;
  /** On the page that was asked for. */
  shown: RegExp;
  /** In the answer in chat. */
  told: RegExp;
}

/** The main query of each organisation. */
export const queries: readonly Query[] = [
  {
    organisation: 'power',
    kind: 'electricity-account',
    menu: ['用电', '电费账单'],
    words: '电费',
    path: '/pages/bills',
    shown: /年\d+月电费[\d,]+\.\d\d元.*阶梯明细.*近24个月用电量/,
    told: /【.*62\*{4}\d{4}】[\s\S]*用电\d+度[\s\S]*合计：[\d,]+\.\d\d元/,
  },
  {
    organisation: 'housing-fund',
    kind: 'fund-account',
    menu: ['查询', '账户余额'],
    words: '余额',
    path: '/pages/fund-account',
    shown: /[\d,]+\.\d\d元.*月缴存额/,
    told: /余额：[\d,]+\.\d\d元\n状态：/,
  },
  {
    organisation: 'bank',
    kind: 'bank-card',
    menu: ['查询', '余额明细'],
    words: '余额',
    path: '/pages/cards',
    shown: /余额[\d,]+\.\d\d元.*开户网点/,
    told: /储蓄卡\n余额：[\d,]+\.\d\d元/,
  },
  {
    organisation: 'police',
    kind: 'vehicle',
    menu: ['交通', '违法查询'],
    words: '违章',
    path: '/pages/violations',
    shown: /要处理的违法.*\d条.*地点/,
    told: /【.+】(未处理|待缴款)\d+条/,
  },
  {
    organisation: 'campus',
    kind: 'campus-person',
    menu: ['校园', '水电查询'],
    words: '水电',
    path: '/pages/utilities',
    shown: /本月用电[\d,.]+度.*近12个月用电/,
    told: /电表 [\d.]+度（.*抄）[\s\S]*水表/,
  },
];

/** What can be asked without being bound: by a tap and by words, with the topics that answer. */
export interface Conversation {
  menu: { way: [button: string, entry: string]; topic: string };
  keyword: { words: string; topic: string };
  recognised: { words: string; topic: string };
  unrecognised: { words: string; topic: string };
}

/** A conversation with some of the organisations. */
export const conversations: Readonly<Record<string, Conversation>> = {
  power: {
    menu: { way: ['用电', '停电查询'], topic: 'outage' },
    keyword: { words: '电价', topic: 'tariff' },
    recognised: { words: '我要交电费', topic: 'pay' },
    unrecognised: { words: '家里跳闸了', topic: 'trip' },
  },
  campus: {
    menu: { way: ['校园', '校车时刻'], topic: 'shuttle' },
    keyword: { words: '食堂', topic: 'canteen' },
    recognised: { words: '校车几点', topic: 'shuttle' },
    unrecognised: { words: '我问一下夜宵', topic: 'canteen' },
  },
};

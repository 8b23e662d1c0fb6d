import type { Audience, Lane, NoticeState } from '../../../notices/model.ts';
import type { DeliveryCode, SmsCode } from '../../../notices/segment.ts';

/** States of a notice, as staff read them. */
export const stateNames: Record<NoticeState, string> = {
  freezing: '正在统计人数',
  ready: '待确认',
  held: '待复核',
  refused: '不能发出',
  scheduled: '等待发出',
  sending: '正在发送',
  stopped: '已停止',
  sent: '已发完',
  cancelled: '已取消',
};

export const laneNames: Record<Lane, string> = { urgent: '紧急', bulk: '普通' };

/** What became of a recipient. */
export const deliveryNames: Record<DeliveryCode, string> = {
  '.': '未发送',
  a: '微信已接收，等回执',
  d: '已送达',
  b: '用户拒收',
  f: '微信发送失败',
  n: '已取消关注',
  r: '未授权接收',
  o: '已关闭此类通知',
  c: '当天通知已达上限，未发送',
  q: '免打扰时段，稍后发送',
  u: '结果待确认',
  x: '内容被微信拒绝',
};

export const smsNames: Record<SmsCode, string> = {
  ' ': '',
  p: '短信结果待确认',
  s: '短信已发出',
  '-': '未同意短信或无手机号',
  e: '短信发送失败',
};

const whichNames = { all: '的全部对象', 'not-reached': '没有送达的人', unread: '还没有阅读的人' } as const;

/** To whom, in words; areas by `names`. */
export const audienceInWords = (audience: Audience, names: ReadonlyMap<string, string>): string => {
  const nameOf = (id: string) => names.get(id) ?? id;
  if (audience.of === 'areas') {
    const also = audience.followed ? '，含关注这里的人' : '';
    return `区域：${audience.areaIds.map(nameOf).join('、')}${also}`;
  }
  if (audience.of === 'group') return `分组：${nameOf(audience.groupId)}`;
  if (audience.of === 'notice') return `前一条通知${whichNames[audience.which]}`;
  return audience.of === 'everyone' ? '全部关注者' : '指定的几个人';
};

/** Who made or confirmed it: `staff:li` is 员工 li. */
export const makerInWords = (by: string): string => {
  const [kind = '', name = ''] = by.split(':');
  const kinds: Record<string, string> = { staff: '员工', open: '业务系统', schedule: '定时任务' };
  return kinds[kind] === undefined ? by : `${kinds[kind]} ${name}`;
};

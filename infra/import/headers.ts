import { type RecordKind, recordKinds } from '../../lib/backend/kinds.ts';
import { rowSchema } from '../../lib/backend/rows.ts';
import { FileFault } from './fault.ts';

/** A column of a CSV file: the field it fills, and whether it holds yuan where the field holds fen. */
export interface Column {
  field: string;
  inYuan: boolean;
}

/** Chinese headers by field; money may stand in yuan: 金额（元）. */
const aliases: Record<string, readonly string[]> = {
  accountNumber: ['户号', '个人账号', '账号'],
  holderName: ['姓名', '户名', '户主姓名', '持卡人'],
  ownerName: ['车主', '所有人'],
  name: ['姓名'],
  number: ['学号', '工号', '学工号'],
  phone: ['手机号', '手机', '预留手机号', '登记手机号', '联系电话'],
  mail: ['邮箱', '电子邮箱'],
  idNumber: ['身份证号', '证件号码', '公民身份号码'],
  address: ['用电地址', '地址'],
  mailingAddress: ['通信地址', '账单寄送地址'],
  areaId: ['区域', '线路', '台区'],
  meterType: ['电表类型'],
  prepaidBalanceFen: ['电表余额'],
  month: ['月份', '账期', '所属月份'],
  usageKwh: ['用电量', '本月用电量'],
  yearUsageKwh: ['年累计用电量'],
  steps: ['阶梯'],
  amountFen: ['金额', '应缴金额', '电费'],
  balanceFen: ['余额'],
  status: ['状态'],
  dueDate: ['缴费截止日', '还款日'],
  paidAt: ['缴费时间'],
  unit: ['缴存单位', '单位名称'],
  baseFen: ['缴存基数'],
  monthlyDepositFen: ['月缴存额'],
  day: ['日期', '入账日期'],
  cardNumber: ['卡号'],
  at: ['时间', '违法时间', '交易时间'],
  summary: ['摘要'],
  counterparty: ['对方户名'],
  plate: ['车牌号', '号牌号码'],
  vin6: ['车架号后6位', '车架号后六位'],
  licenceNumber: ['驾驶证号'],
  fileNumber6: ['档案编号后6位', '档案编号后六位'],
  place: ['违法地点', '地点'],
  act: ['违法行为'],
  fineFen: ['罚款', '罚款金额'],
  points: ['记分', '积分'],
  department: ['院系', '学院', '部门'],
  room: ['房间', '房间编号'],
  building: ['楼', '楼号', '教学楼'],
};

const plain = (header: string): string => header.normalize('NFKC').replace(/\s/g, '');

const columnOf = (fields: readonly string[], header: string): Column | undefined => {
  const text = plain(header);
  const exact = fields.find((field) => field === text);
  if (exact !== undefined) return { field: exact, inYuan: false };
  const [, title = text, unit] = /^(.+?)\((元|分)\)$/.exec(text) ?? [];
  const field = fields.find((name) => aliases[name]?.includes(title));
  if (field === undefined) return undefined;
  // Money under a Chinese header without its unit would be a guess of factor 100.
  if (field.endsWith('Fen') !== (unit !== undefined)) return undefined;
  return { field, inYuan: unit === '元' };
};

const fieldsOf = (kind: RecordKind): string[] => Object.keys(rowSchema(kind).shape);

/** The kind that has the most of these columns, to help who named the wrong one. */
const likelyKind = (headers: readonly string[]): string => {
  const kinds = Object.keys(recordKinds) as RecordKind[];
  const known = (kind: RecordKind) => headers.filter((header) => columnOf(fieldsOf(kind), header)).length;
  return kinds.reduce((best, kind) => (known(kind) > known(best) ? kind : best), kinds[0] ?? 'electricity-account');
};

/** The columns of a header line. Throws `FileFault` for an unknown, a doubled or an ambiguous one. */
export const columnsOf = (kind: RecordKind, headers: readonly string[]): Column[] => {
  const fields = fieldsOf(kind);
  const columns = headers.map((header) => columnOf(fields, header));
  const unknown = headers.filter((_, at) => columns[at] === undefined);
  if (unknown.length > 0) {
    const best = likelyKind(headers);
    const hint =
      best === kind
        ? `${kind} has: ${fields.join(', ')}; money under a Chinese header needs its unit, such as 金额（元）`
        : `this looks like ${best}`;
    throw new FileFault(1, `unknown columns ${unknown.map((header) => JSON.stringify(header)).join(', ')}; ${hint}`);
  }
  const names = columns.flatMap((column) => column?.field ?? []);
  const doubled = names.find((field, at) => names.indexOf(field) !== at);
  if (doubled !== undefined) throw new FileFault(1, 'two columns fill this field', doubled);
  return columns.filter((column) => column !== undefined);
};
